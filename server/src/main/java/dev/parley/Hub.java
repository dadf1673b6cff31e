package dev.parley;

import dev.parley.access.Access;
import dev.parley.agents.Agents;
import dev.parley.audit.Audit;
import dev.parley.chat.Budgets;
import dev.parley.chat.Chat;
import dev.parley.console.AgentStores;
import dev.parley.console.ApiRoutes;
import dev.parley.console.ConsolePages;
import dev.parley.console.EndedPreviews;
import dev.parley.console.OpenApi;
import dev.parley.conversations.Answers;
import dev.parley.conversations.Conversations;
import dev.parley.conversations.History;
import dev.parley.conversations.Retention;
import dev.parley.conversations.UsageRollup;
import dev.parley.conversations.VisitorAdoption;
import dev.parley.embed.Embed;
import dev.parley.identity.Identity;
import dev.parley.knowledge.Knowledge;
import dev.parley.members.Outside;
import dev.parley.members.People;
import dev.parley.models.Runners;
import dev.parley.platform.config.Setting;
import dev.parley.platform.config.Settings;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.MasterKeyCheck;
import dev.parley.platform.crypto.MasterKeyFile;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.Epoch;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.HttpSettings;
import dev.parley.platform.http.Operations;
import dev.parley.platform.http.OutboundHosts;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.RouteTable;
import dev.parley.platform.limits.Limits;
import dev.parley.platform.mail.MailSettings;
import dev.parley.platform.mail.Mailer;
import dev.parley.platform.web.StaticFiles;
import dev.parley.platform.web.WebFiles;
import dev.parley.tenants.Tenancy;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// Every feature of the hub, made in the order in which one needs another, and the table of what they answer.
record Hub(Tenancy tenancy, People people, Knowledge knowledge, Runners runners, Chat chat, Housekeeping housekeeping,
        RouteTable routes) implements AutoCloseable {

    static Hub create(Settings settings, Database database, PrometheusMeterRegistry meters, Clock clock) {
        var events = new Events();
        var limits = new Limits(settings.limits(), clock);
        var masterKey = masterKey(settings);
        var box = new SecretBox(masterKey);
        new MasterKeyCheck(database, box).run();

        var audit = new Audit(database, clock);
        var tenancy = Tenancy.create(database, box, audit, events, clock);
        var hosts = new OutboundHosts(settings.list(Setting.PRIVATE_HOSTS));
        var outside = outside(settings, hosts, box);
        var people = People.create(database, tenancy, limits, audit, events, outside, clock);
        var agents = new Agents(database, box, audit, events, clock);
        var identity = Identity.create(database, masterKey, tenancy, audit, events, clock);
        identity.refusals().bindTo(meters);
        var access = Access.create(database, people, identity, audit, events, clock);
        var knowledge = Knowledge.start(database, events, clock);
        var runners = Runners.start(knowledge.retrieval(), agents::modelKey, hosts, clock).with(agents.providers()::reach);

        var history = History.create(database, audit);
        var budgets = new Budgets(runners, tenancy.tenants(), history.usage(), clock);
        var parts = new Chat.Parts(agents, identity, access.logins(), access.policy(), access.previews(),
                new Conversations(database, clock), new Answers(database, clock),
                new VisitorAdoption(database, audit, clock), budgets);
        var chat = Chat.create(parts, limits, events, clock, Epoch.of(database));
        var files = WebFiles.load();
        var embed = Embed.create(agents, tenancy.apiKeys(), identity, limits, files);
        var proofs = new AgentStores.Proofs(identity, chat.liveSessions());
        var stores = new AgentStores(agents, knowledge, history, proofs, runners);
        var api = new ApiRoutes(tenancy, people, access, stores, audit, limits, clock).routes(events);
        var endedPreviews = new EndedPreviews(access.previews(), history.erasure(), events);
        var pages = new ConsolePages(files, HttpSettings.from(settings)).routes();
        var operations = new Operations(database, meters).routes();

        var routes = Stream.of(new StaticFiles(files).routes(), embed.routes(), chat.routes(), pages, api, operations).flatMap(List::stream).toList();
        var housekeeping = new Housekeeping(
                new UsageRollup(database, clock), new Retention(tenancy.tenants(), history.erasure(), clock),
                endedPreviews);
        return new Hub(tenancy, people, knowledge, runners, chat, housekeeping, table(routes, chat));
    }

    private static RouteTable table(List<Route> routes, Chat chat) {
        var described = OpenApi.route(routes, Version.current());
        return new RouteTable(Stream.concat(routes.stream(), Stream.of(described)).toList(), List.of(chat.socketRoute()));
    }

    private static Outside outside(Settings settings, OutboundHosts hosts, SecretBox box) {
        var origin = settings.origin(Setting.CONSOLE_URL).or(() -> settings.origin(Setting.PUBLIC_URL));
        return new Outside(MailSettings.from(settings).map(Mailer::new).orElse(null), origin.orElse(null), hosts, box);
    }

    private static MasterKey masterKey(Settings settings) {
        return settings.text(Setting.MASTER_KEY).map(text -> MasterKey.parse(text, "PARLEY_MASTER_KEY"))
                .orElseGet(() -> MasterKeyFile.readOrMake(settings.directory(Setting.DATA)));
    }

    /// What is to be done every second: secrets whose overlap is over stop to verify.
    void everySecond() {
        tenancy.secrets().retireDue();
    }

    @Override
    public void close() {
        people.mail().close();
        housekeeping.close();
        runners.close();
        knowledge.close();
    }
}
