package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.access.Access;
import dev.parley.access.PreviewIdentity;
import dev.parley.access.Previews;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentEdit;
import dev.parley.agents.Agents;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.conversations.Conversations;
import dev.parley.conversations.Erasure;
import dev.parley.conversations.Owner;
import dev.parley.identity.Identity;
import dev.parley.identity.Principal;
import dev.parley.members.Client;
import dev.parley.members.Logins;
import dev.parley.members.MakeTenant;
import dev.parley.members.MemberSession;
import dev.parley.members.Outside;
import dev.parley.members.People;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.platform.events.Events;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.Tenancy;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class EndedPreviewsTest {
    private static final String MASTER_KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private final Events events = new Events();
    private final People people;
    private final Previews previews;
    private final Conversations conversations;
    private final EndedPreviews ended;
    private final MakeTenant.Made made;
    private final Agent agent;

    EndedPreviewsTest(Database database) {
        var clock = Clock.systemUTC();
        var audit = new Audit(database, clock);
        var masterKey = MasterKey.parse(MASTER_KEY, "test");
        var box = new SecretBox(masterKey);
        var limits = new Limits(Arrays.stream(Limit.values()).collect(
                Collectors.toMap(limit -> limit, limit -> limit.allowance("off"))), clock);
        var tenancy = Tenancy.create(database, box, audit, events, clock);
        this.people = People.create(database, tenancy, limits, audit, events, Outside.none(box), clock);
        var identity = Identity.create(database, masterKey, tenancy, audit, events, clock);
        this.previews = Access.create(database, people, identity, audit, events, clock).previews();
        this.conversations = new Conversations(database, clock);
        this.ended = new EndedPreviews(previews, new Erasure(database, audit), events);
        this.made = people.makeTenant().run("Acme", null, Actor.MACHINE);
        this.agent = new Agents(database, box, audit, events, clock)
                .create(made.tenant().id(), AgentEdit.named("Helper"), Actor.MACHINE);
    }

    @Test
    void whatWasSaidInAPreviewGoesWithItsLoginAndNothingElseDoes() {
        var first = signIn();
        var second = signIn();
        var ending = talkIn(first);
        var staying = talkIn(second);
        var visitor = new Owner(agent.tenant(), agent.id(),
                new Principal(Principal.Kind.VISITOR, null, "vst_someone", null));
        conversations.append(visitor, "a", "Hello", null);

        people.sessions().end(made.owner(), first.id(), Actor.MACHINE);
        ended.run();

        assertThat(conversations.list(ending, Cursor.START, 10)).isEmpty();
        assertThat(conversations.list(staying, Cursor.START, 10)).hasSize(1);
        assertThat(conversations.list(visitor, Cursor.START, 10)).hasSize(1);
        assertThat(previews.ended()).isEmpty();
    }

    private MemberSession signIn() {
        var client = new Client(InetAddress.getLoopbackAddress(), "Test", null);
        return switch (people.logins().signIn(made.owner().email(), made.password(), client)) {
            case Logins.Outcome.SignedIn(var opened) -> opened.session();
            case Logins.Outcome.Wrong _, Logins.Outcome.TooMany _ -> throw new AssertionError("The owner may sign in");
        };
    }

    private Owner talkIn(MemberSession session) {
        var ticket = previews.open(agent, session.id(), PreviewIdentity.VISITOR);
        var owner = new Owner(agent.tenant(), agent.id(),
                previews.read(agent, ticket.text()).orElseThrow().principal());
        conversations.append(owner, UUID.randomUUID().toString(), "Hello", null);
        return owner;
    }
}
