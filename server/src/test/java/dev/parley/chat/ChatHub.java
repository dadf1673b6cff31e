package dev.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.access.Access;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentEdit;
import dev.parley.agents.Agents;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.conversations.Answers;
import dev.parley.conversations.Conversations;
import dev.parley.conversations.VisitorAdoption;
import dev.parley.identity.Identity;
import dev.parley.members.Outside;
import dev.parley.members.People;
import dev.parley.platform.config.Settings;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DatabaseSettings;
import dev.parley.platform.database.Databases;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.HttpSettings;
import dev.parley.platform.http.HubServer;
import dev.parley.platform.http.RouteTable;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.SigningSecrets;
import dev.parley.tenants.Tenancy;
import dev.parley.tenants.Tenant;
import dev.parley.testing.Api;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The chat on a real server and a real store of its own, with one tenant, and a scripted model.
final class ChatHub implements AutoCloseable {
    final ScriptedAgentRunner runner = new ScriptedAgentRunner();
    final Events events = new Events();
    final Database database;
    final Agents agents;
    final People people;
    final Access access;
    final Tenancy tenancy;
    final SigningSecrets secrets;
    final Identity identity;
    final Conversations conversations;
    final Answers answers;
    final Tenant tenant;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Chat chat;
    private final HubServer http;

    static ChatHub start() {
        return start(Map.of());
    }

    static ChatHub start(Map<Limit, String> limits) {
        try {
            return new ChatHub(Files.createTempDirectory("parley-chat"), limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChatHub(Path data, Map<Limit, String> limitTexts) {
        var clock = Clock.systemUTC();
        var limits = new Limits(Arrays.stream(Limit.values()).collect(Collectors.toMap(limit -> limit,
                limit -> limit.allowance(limitTexts.getOrDefault(limit, limit.fallback())))), clock);
        var masterKey = MasterKey.parse(HexFormat.of().formatHex(Ids.random(32)), "test");
        var box = new SecretBox(masterKey);
        this.database = Databases.open(DatabaseSettings.sqlite(data));
        var audit = new Audit(database, clock);
        this.tenancy = Tenancy.create(database, box, audit, events, clock);
        this.agents = new Agents(database, box, audit, events, clock);
        this.people = People.create(database, tenancy, limits, audit, events, Outside.none(box), clock);
        this.secrets = tenancy.secrets();
        this.identity = Identity.create(database, masterKey, tenancy, audit, events, clock);
        this.access = Access.create(database, people, identity, audit, events, clock);
        this.conversations = new Conversations(database, clock);
        this.answers = new Answers(database, clock);
        this.chat = Chat.create(new Chat.Parts(agents, identity,
                access.logins(), access.policy(), access.previews(), conversations, answers,
                new VisitorAdoption(database, audit, clock), runner),
                limits, events, clock, "epo_test");
        this.http = new HubServer(HttpSettings.from(Settings.read(Map.of("PARLEY_PORT", "0"))), new RouteTable(chat.routes(), List.of(chat.socketRoute())),
                meters, scheduler);
        this.tenant = database.write(handle -> tenancy.tenants().create(handle, "Acme", Actor.MACHINE));
        http.start();
    }

    Agent agent(String slug) {
        return agent(slug, draft -> draft);
    }

    /// A public agent without a list of origins, but as `edit` wants it.
    Agent agent(String slug, UnaryOperator<AgentEdit> edit) {
        var draft = AgentEdit.named(slug);
        return agents.create(tenant.id(), edit.apply(new AgentEdit(
                slug, draft.definition(), draft.access(), draft.status(), draft.modelKey())), Actor.MACHINE);
    }

    /// A signer of identity tokens for an agent that has no secret yet.
    TokenSigner signer(Agent agent) {
        return new TokenSigner(secrets.generate(KeyHolder.agent(agent.tenant(), agent.id().value()), Actor.MACHINE)
                .orElseThrow().text());
    }

    TokenSigner rotate(Agent agent, Duration overlap) {
        return new TokenSigner(secrets.rotate(
                KeyHolder.agent(agent.tenant(), agent.id().value()), overlap, Actor.MACHINE).text());
    }

    /// The agent as the one its tenant's id addresses, which accepts all three kinds of key.
    Agent makeDefault(Agent agent) {
        tenancy.tenants().update(tenant.id(), tenant.name(), agent.id().value(), Actor.MACHINE);
        return agents.byId(agent.tenant(), agent.id()).orElseThrow();
    }

    /// A socket that has not said hello.
    ChatClient connect(Agent agent, String... headers) {
        return ChatClient.connect(socketUrl(agent), headers);
    }

    String socketUrl(Agent agent) {
        return "ws://127.0.0.1:" + http.port() + path(agent) + "/chat";
    }

    static String path(Agent agent) {
        return "/embed/v1/agents/" + agent.slug();
    }

    String url() {
        return "http://127.0.0.1:" + http.port();
    }

    Api api(String bearer) {
        return new Api(url(), bearer);
    }

    /// The messages of a conversation, as its owner reads them.
    List<JsonNode> history(Agent agent, String token, String conversation) {
        var page = api(token).get(path(agent) + "/conversations/" + conversation + "/messages?limit=200").expect(200);
        var items = new ArrayList<JsonNode>();
        page.path("items").forEach(items::add);
        return items;
    }

    /// How many sockets the server holds open.
    int openSockets() {
        return (int) meters.get("parley.sockets.open").gauge().value();
    }

    void closeChat() {
        chat.close();
    }

    @Override
    public void close() {
        chat.close();
        http.close();
        scheduler.shutdownNow();
        database.close();
    }
}
