package dev.parley;

import dev.parley.members.FirstStart;
import dev.parley.platform.config.Setting;
import dev.parley.platform.config.Settings;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DatabaseSettings;
import dev.parley.platform.database.Databases;
import dev.parley.platform.http.HttpSettings;
import dev.parley.platform.http.HubServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running hub: its store, its features and its HTTP server, started and stopped in order.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final Database database;
    private final ScheduledExecutorService scheduler;
    private final Hub hub;
    private final HubServer http;
    private final String url;
    private final HeapKeeper heap = new HeapKeeper();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Server(Settings settings, Clock clock) {
        var httpSettings = HttpSettings.from(settings);
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        this.database = Databases.open(databaseSettings(settings));
        this.scheduler = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("timer").factory());
        this.hub = Hub.create(settings, database, meters, clock);
        var first = hub.people().firstStart()
                .prepare(settings.text(Setting.ADMIN_EMAIL), settings.text(Setting.ADMIN_PASSWORD));
        this.http = new HubServer(httpSettings, hub.routes(), meters, scheduler);
        http.start();
        this.url = httpSettings.publicOrigin().orElse("http://" + httpSettings.host() + ":" + http.port());
        var _ = scheduler.scheduleWithFixedDelay(this::everySecond, 1, 1, TimeUnit.SECONDS);
        hub.housekeeping().start();
        if (first instanceof FirstStart.Outcome.LinkNeeded(var token)) {
            System.out.println("Nobody can sign in yet. Open this link once to make the first member: "
                    + url + "/console/setup#" + token);
        }
    }

    static DatabaseSettings databaseSettings(Settings settings) {
        return new DatabaseSettings(settings.directory(Setting.DATA), settings.text(Setting.DATABASE_URL).orElse(null));
    }

    /// Starts the hub; when this returns it serves.
    public static Server start(Settings settings) {
        return start(settings, Clock.systemUTC());
    }

    /// Starts the hub by another clock.
    public static Server start(Settings settings, Clock clock) {
        var server = new Server(settings, clock);
        System.out.println("Parley is ready at " + server.url);
        return server;
    }

    /// The address people reach the hub under.
    public String url() {
        return url;
    }

    private void everySecond() {
        try {
            heap.check();
            hub.everySecond();
        } catch (RuntimeException e) {
            LOG.warn("What is due every second waits for the next one", e);
        }
    }

    /// Waits until the process is told to end (SIGTERM or Ctrl-C), then stops in order.
    public void untilStopped() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
        try {
            stopped.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        hub.chat().close();
        http.close();
        scheduler.shutdownNow();
        hub.close();
        database.close();
        stopped.countDown();
    }
}
