package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.AgentContent;
import dev.parley.agents.AgentDefinition;
import dev.parley.agents.AgentId;
import dev.parley.agents.TokenPolicy;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.ids.Ids;
import dev.parley.tenants.TenantId;
import dev.parley.testing.TestClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The texts that the hub stamps itself: visitor tokens and frame tickets.
class HubTokensTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final MasterKey masterKey = MasterKey.parse(Ids.secret(), "test");
    private final VisitorTokens visitors = new VisitorTokens(masterKey);
    private final FrameTickets tickets = new FrameTickets(masterKey, clock);
    private final Agent agent = agent(AgentId.next(), "https://a.example", "https://b.example");

    @Test
    void aVisitorComesBackAsTheSameOne() {
        var visitor = visitors.make(agent);
        assertThat(visitor.token()).matches("vis_[A-Za-z0-9_-]{65}");
        assertThat(visitor.principal().id()).matches("vst_[A-Za-z0-9]{22}");
        assertThat(visitors.read(agent, visitor.token())).contains(visitor.principal());
        assertThat(visitors.make(agent).principal()).isNotEqualTo(visitor.principal());
        assertThat(visitor.toString()).doesNotContain(visitor.token());
    }

    @Test
    void aVisitorTokenIsWorthNothingElsewhere() {
        var token = visitors.make(agent).token();
        assertThat(visitors.read(agent(AgentId.next()), token)).isEmpty();
        assertThat(new VisitorTokens(MasterKey.parse(Ids.secret(), "test")).read(agent, token)).isEmpty();
        assertThat(tickets.read(agent, token)).isEmpty();
        assertThat(tickets.read(agent, token.replace("vis_", "tkt_"))).isEmpty();
    }

    @Test
    void aChangedOrMadeUpVisitorTokenIsNobodys() {
        var token = visitors.make(agent).token();
        for (int i = 0; i < token.length(); i++) {
            var changed = token.substring(0, i) + (token.charAt(i) == 'x' ? 'y' : 'x') + token.substring(i + 1);
            assertThat(visitors.read(agent, changed)).isEmpty();
        }
        for (var made : List.of("", "vis_", "vis_x", token + "x", token.substring(1), "vis_" + "A".repeat(65), token + "\n",
                "vis_" + "é".repeat(65), "eyJhbGciOiJub25lIn0.e30.")) {
            assertThat(visitors.read(agent, made)).isEmpty();
        }
    }

    @Test
    void aTicketSaysHowItsPageWasServed() {
        assertThat(tickets.read(agent, tickets.issue(agent, true))).contains(new FrameTickets.FrameTicket(true));
        assertThat(tickets.read(agent, tickets.issue(agent, false))).contains(new FrameTickets.FrameTicket(false));
        var around = new FrameTickets.FrameTicket(true, "https://shop.example:8443");
        assertThat(tickets.read(agent, tickets.issue(agent, around))).contains(around);
    }

    @Test
    void aTicketEndsWithItsTimeItsListAndItsAgent() {
        var ticket = tickets.issue(agent, true);
        assertThat(tickets.read(agent(agent.id(), "https://b.example", "https://a.example"), ticket))
                .as("the order of the list says nothing").isPresent();
        assertThat(tickets.read(agent(agent.id(), "https://a.example"), ticket)).isEmpty();
        assertThat(tickets.read(agent(agent.id()), ticket)).isEmpty();
        assertThat(tickets.read(agent(AgentId.next(), "https://a.example", "https://b.example"), ticket)).isEmpty();
        clock.advance(FrameTickets.LIFETIME.minusSeconds(1));
        assertThat(tickets.read(agent, ticket)).isPresent();
        clock.advance(java.time.Duration.ofSeconds(1));
        assertThat(tickets.read(agent, ticket)).isEmpty();
    }

    @Test
    void aTicketIsRenewedForAPageThatStaysOpenAndSaysTheSame() {
        var framed = tickets.issue(agent, true);
        var top = tickets.issue(agent, false);
        clock.advance(FrameTickets.LIFETIME.plusDays(3));
        assertThat(tickets.read(agent, framed)).isEmpty();
        assertThat(tickets.renew(agent, framed).flatMap(renewed -> tickets.read(agent, renewed)))
                .contains(new FrameTickets.FrameTicket(true));
        assertThat(tickets.renew(agent, top).flatMap(renewed -> tickets.read(agent, renewed)))
                .contains(new FrameTickets.FrameTicket(false));
        assertThat(tickets.renew(agent(agent.id()), framed)).as("another list").isEmpty();
        assertThat(tickets.renew(agent(AgentId.next(), "https://a.example", "https://b.example"), framed)).isEmpty();
        assertThat(tickets.renew(agent, framed.replace("tkt_f", "tkt_t"))).isEmpty();
        clock.advance(FrameTickets.RENEWABLE);
        assertThat(tickets.renew(agent, framed)).isEmpty();
    }

    @Test
    void aChangedTicketIsNone() {
        var ticket = tickets.issue(agent, true);
        assertThat(tickets.read(agent, ticket.replace("tkt_f", "tkt_t"))).isEmpty();
        assertThat(tickets.read(agent, ticket.replaceFirst("1", "9"))).isEmpty();
        for (var made : List.of("", "tkt_", "tkt_t9999999999." + "A".repeat(43), ticket + "x", ticket + "\n",
                "tkt_t99999999999999999999." + "A".repeat(43))) {
            assertThat(tickets.read(agent, made)).isEmpty();
        }
        assertThat(visitors.read(agent, ticket.replace("tkt_", "vis_"))).isEmpty();
    }

    private Agent agent(AgentId id, String... origins) {
        var definition = new AgentDefinition("Helper", AgentContent.EMPTY, List.of(origins), TokenPolicy.DEFAULT);
        return new Agent(id, new TenantId("ten_1"), "helper", definition, Agent.Access.PUBLIC, Agent.Status.ACTIVE, false,
                clock.instant(), clock.instant());
    }
}
