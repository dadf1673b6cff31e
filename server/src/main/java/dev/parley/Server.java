package dev.parley;

import dev.parley.access.Access;
import dev.parley.agents.Agents;
import dev.parley.audit.Audit;
import dev.parley.console.AgentStores;
import dev.parley.console.ApiRoutes;
import dev.parley.console.OpenApi;
import dev.parley.conversations.Transcripts;
import dev.parley.identity.UserRevocations;
import dev.parley.knowledge.Knowledge;
import dev.parley.members.FirstStart;
import dev.parley.members.People;
import dev.parley.platform.config.Setting;
import dev.parley.platform.config.Settings;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.MasterKeyCheck;
import dev.parley.platform.crypto.MasterKeyFile;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DatabaseSettings;
import dev.parley.platform.database.Databases;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.HttpSettings;
import dev.parley.platform.http.HubServer;
import dev.parley.platform.http.Operations;
import dev.parley.platform.http.RouteTable;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.Tenancy;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/// The composition root: every feature of the hub, made in the order in which one needs another.
public final class Server implements AutoCloseable {
    private final Database database;
    private final ScheduledExecutorService scheduler;
    private final Knowledge knowledge;
    private final HubServer http;
    private final String url;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Server(Settings settings) {
        var httpSettings = HttpSettings.from(settings);
        this.database = Databases.open(
                new DatabaseSettings(settings.directory(Setting.DATA), settings.text(Setting.DATABASE_URL).orElse(null)));
        this.scheduler = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("timer").factory());
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var clock = Clock.systemUTC();
        var events = new Events();
        var box = new SecretBox(masterKey(settings));
        new MasterKeyCheck(database, box).run();
        var limits = new Limits(settings.limits(), clock);
        var operations = new Operations(database, meters);
        var audit = new Audit(database, clock);
        var tenancy = Tenancy.create(database, box, audit, events, clock);
        var people = People.create(database, tenancy, limits, audit, clock);
        var agents = new Agents(database, box, audit, events, clock);
        var access = Access.create(database, people, audit, events, clock);
        this.knowledge = Knowledge.start(database, events, clock);
        var stores = new AgentStores(
                agents, new UserRevocations(database, audit, events, clock), knowledge.documents(),
                new Transcripts(database));
        var api = new ApiRoutes(tenancy, people, access, stores, audit, clock).routes(events);

        var routes = Stream.of(operations.routes(), api).flatMap(List::stream).toList();
        var table = Stream.concat(routes.stream(), Stream.of(OpenApi.route(routes, Version.current()))).toList();
        this.http = new HubServer(httpSettings, new RouteTable(table, List.of()), meters, scheduler);
        var first = people.firstStart().prepare(settings.text(Setting.ADMIN_EMAIL), settings.text(Setting.ADMIN_PASSWORD));
        http.start();
        this.url = httpSettings.publicOrigin().orElse("http://" + httpSettings.host() + ":" + http.port());
        if (first instanceof FirstStart.Outcome.LinkNeeded(var token)) {
            System.out.println("Nobody can sign in yet. Open this link once to make the first member: "
                    + url + "/console/setup#" + token);
        }
    }

    private static MasterKey masterKey(Settings settings) {
        return settings.text(Setting.MASTER_KEY).map(text -> MasterKey.parse(text, "PARLEY_MASTER_KEY"))
                .orElseGet(() -> MasterKeyFile.readOrMake(settings.directory(Setting.DATA)));
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
        knowledge.close();
        database.close();
        stopped.countDown();
    }
}
