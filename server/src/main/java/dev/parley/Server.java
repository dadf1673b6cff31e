package dev.parley;

import dev.parley.platform.config.Setting;
import dev.parley.platform.config.Settings;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DatabaseSettings;
import dev.parley.platform.database.Databases;
import dev.parley.platform.http.HttpSettings;
import dev.parley.platform.http.HubServer;
import dev.parley.platform.http.Operations;
import dev.parley.platform.http.RouteTable;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// The composition root: every feature of the hub, made in the order in which one needs another.
public final class Server implements AutoCloseable {
    private final Database database;
    private final ScheduledExecutorService scheduler;
    private final HubServer http;
    private final String url;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Server(Settings settings) {
        var httpSettings = HttpSettings.from(settings);
        this.database = Databases.open(
                new DatabaseSettings(settings.directory(Setting.DATA), settings.text(Setting.DATABASE_URL).orElse(null)));
        this.scheduler = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("timer").factory());
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var operations = new Operations(database, meters);

        this.http = new HubServer(httpSettings, new RouteTable(operations.routes(), List.of()), meters, scheduler);
        http.start();
        this.url = httpSettings.publicOrigin().orElse("http://" + httpSettings.host() + ":" + http.port());
    }

    /// Starts the hub; when this returns it serves.
    public static Server start(Settings settings) {
        var server = new Server(settings);
        System.out.println("Parley is ready at " + server.url);
        return server;
    }

    /// The address people reach the hub under.
    public String url() {
        return url;
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
        http.close();
        scheduler.shutdownNow();
        database.close();
        stopped.countDown();
    }
}
