package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Agent;
import dev.parley.agents.AgentDefinition;
import dev.parley.agents.AgentEdit;
import dev.parley.platform.json.Json;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Which pages may use an agent, by socket and by request.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OriginTest {
    private static final String SHOP = "https://shop.example.com";
    private static final String EVIL = "https://evil.example.com";

    private final ChatHub hub = ChatHub.start();
    private final Agent listing = hub.agent("listing", draft -> listing(draft, SHOP));
    private final Agent unlisting = hub.agent("unlisting");
    private final Agent open = hub.agent("open", draft -> listing(draft, "*"));
    private final TokenSigner listingSigner = hub.signer(listing);
    private final TokenSigner unlistingSigner = hub.signer(unlisting);

    @AfterAll
    void stop() {
        hub.close();
    }

    private static AgentEdit listing(AgentEdit draft, String... origins) {
        var old = draft.definition();
        var definition = new AgentDefinition(old.name(), old.content(), List.of(origins), old.tokenPolicy());
        return new AgentEdit(draft.slug(), definition, draft.access(), draft.status(), draft.modelKey());
    }

    @Test
    void anUnlistedPageIsRefusedBeforeTheUpgrade() {
        for (var origin : List.of(EVIL, "null", "https://shop.example.com.evil.com", "http://shop.example.com",
                "https://shop.example.com:444", "HTTPS://SHOP.EXAMPLE.COM", "https://shop.example.com/")) {
            assertThatThrownBy(() -> hub.connect(listing, "Origin", origin)).as(origin)
                    .cause().isInstanceOfSatisfying(WebSocketHandshakeException.class,
                            refusal -> assertThat(refusal.getResponse().statusCode()).isEqualTo(403));
            assertThat(hub.api(listingSigner.user("jane")).get(ChatHub.path(listing) + "/session", "Origin", origin)
                    .refusal(403)).isEqualTo("origin_not_allowed");
        }
    }

    @Test
    void aFrameTicketIsRenewedByWhoeverHasItAndByNobodyElse() {
        var path = ChatHub.path(listing) + "/ticket";
        var ticket = hub.identity.frameTickets().issue(listing, true);
        var renewed = hub.api("").send("POST", path, null, "Parley-Ticket", ticket).expect(200).path("ticket").asText();
        assertThat(hub.identity.frameTickets().read(listing, renewed)).get()
                .isEqualTo(new dev.parley.identity.FrameTickets.FrameTicket(true));
        for (var none : List.of("tkt_t9999999999." + "A".repeat(43), hub.identity.frameTickets().issue(open, true), "x")) {
            assertThat(hub.api("").send("POST", path, null, "Parley-Ticket", none).refusal(403))
                    .isEqualTo("origin_not_allowed");
        }
        assertThat(hub.api("").send("POST", path, null).refusal(403)).isEqualTo("origin_not_allowed");
    }

    @Test
    void aListedPageAdmitsVisitors() {
        try (var client = hub.connect(listing, "Origin", SHOP).helloVisitor()) {
            client.say("1", "hello");
            assertThat(client.answer()).isEqualTo("You said: hello");
        }
    }

    @Test
    void withoutAListATokenAloneIsAdmitted() {
        try (var visitor = hub.connect(unlisting, "Origin", EVIL)) {
            visitor.send(Json.object().put("type", "hello"));
            assertThat(visitor.expect("refused").at("/error/code").asText()).isEqualTo("origin_not_allowed");
            assertThat(visitor.closeCode()).isEqualTo(4403);
        }
        try (var user = hub.connect(unlisting, "Origin", EVIL).hello(unlistingSigner.user("jane"))) {
            user.say("1", "hello");
            assertThat(user.answer()).isEqualTo("You said: hello");
        }
    }

    @Test
    void aStarAdmitsEveryPageButNoneWithoutAnOrigin() {
        hub.connect(open, "Origin", EVIL).helloVisitor().close();
        assertThat(hub.api("").get(ChatHub.path(open) + "/session", "Origin", "null").refusal(403))
                .isEqualTo("origin_not_allowed");
    }

    @Test
    void withoutAnOriginItIsAsByLink() {
        hub.connect(listing).helloVisitor().close();
    }

    @Test
    void ourOwnPageIsJudgedByItsTicket() {
        var tickets = hub.identity.frameTickets();
        assertThat(ownPage(unlisting, null)).isEqualTo("refused");
        assertThat(ownPage(unlisting, tickets.issue(unlisting, false))).isEqualTo("ready");
        assertThat(ownPage(unlisting, tickets.issue(unlisting, true))).isEqualTo("refused");
        assertThat(ownPage(listing, tickets.issue(listing, true))).isEqualTo("ready");
        assertThat(ownPage(listing, tickets.issue(unlisting, false))).isEqualTo("refused");
        assertThat(ownPage(listing, tickets.issue(listing, true) + "x")).isEqualTo("refused");
    }

    private String ownPage(Agent agent, @Nullable String ticket) {
        try (var client = hub.connect(agent, "Origin", hub.url())) {
            var hello = Json.object().put("type", "hello");
            client.send(ticket == null ? hello : hello.put("ticket", ticket));
            return client.next().path("type").asText();
        }
    }

    @Test
    void browsersAreToldWhichPagesMayRead() {
        var path = ChatHub.path(listing) + "/session";
        var preflight = hub.api("").send("OPTIONS", path, null, "Origin", SHOP, "Access-Control-Request-Method", "GET");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("Authorization", "Content-Type", "Parley-Visitor", "Parley-Ticket");
        var answer = hub.api("").get(path, "Origin", SHOP);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
        var refusal = hub.api("not a token").get(path, "Origin", SHOP);
        assertThat(refusal.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        var evil = hub.api("").get(path, "Origin", EVIL);
        assertThat(evil.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
}
