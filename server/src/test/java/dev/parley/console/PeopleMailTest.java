package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A hub with a mail server: who is invited or has forgotten their password gets the link by mail.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleMailTest {
    private static final Pattern LINK = Pattern.compile("(http://\\S+)#(lnk_[\\w-]+)");
    private static final String PASSWORD = "a long enough secret";

    private final GreenMail mail = started();
    private final int port = freePort();
    private final TestHub hub = TestHub.start(Map.of(
            "PARLEY_SMTP_URL", "smtp://127.0.0.1:" + mail.getSmtp().getPort(),
            "PARLEY_MAIL_FROM", "Parley <parley@hub.test>",
            "PARLEY_PORT", Integer.toString(port), "PARLEY_PUBLIC_URL", "http://localhost:" + port,
            "PARLEY_LIMIT_LOGINS", "off", "PARLEY_LIMIT_PASSWORD_RESETS", "2/1h"));
    /// The hub under a name that it was not told it is reached by.
    private final Api elsewhere = new Api("http://127.0.0.1:" + port, "");

    private static GreenMail started() {
        var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mail.start();
        return mail;
    }

    private static int freePort() {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() {
        hub.close();
        mail.stop();
    }

    @Test
    void whoeverIsInvitedGetsTheirLinkByMail() throws Exception {
        var invited = invite("ada@mail.test");
        var message = mailTo("ada@mail.test", 1);

        assertThat(invited.path("mailed").asBoolean()).isTrue();
        assertThat(message.getSubject()).isEqualTo("Join My organisation");
        var link = link(message);
        assertThat(link.group(1)).isEqualTo("http://localhost:" + port + "/console/accept");
        assertThat(elsewhere.post("/api/v1/auth/accept", password(link.group(2))).expect(200).at("/member/email").asText())
                .isEqualTo("ada@mail.test");
        assertThat(actions()).contains("mail.sent");
    }

    @Test
    void aForgottenPasswordIsReplacedByALinkThatOnlyTheMailHolds() throws Exception {
        var token = link(invite("bob@mail.test")).group(2);
        elsewhere.post("/api/v1/auth/accept", password(token)).expect(200);
        var known = elsewhere.post("/api/v1/auth/forgot", TestJson.of("{'email':'BOB@mail.test'}"));
        var unknown = elsewhere.post("/api/v1/auth/forgot", TestJson.of("{'email':'nobody@mail.test'}"));

        assertThat(known.expect(200)).isEqualTo(unknown.expect(200));
        assertThat(known.text()).doesNotContain("lnk_");
        var link = link(mailTo("bob@mail.test", 2));
        // The hub was asked under another name; the mail leads to the one its operator gave it.
        assertThat(link.group(1)).isEqualTo("http://localhost:" + port + "/console/reset");
        var reset = elsewhere.post("/api/v1/auth/reset", password(link.group(2)).put("password", "another long secret"));
        reset.expect(200);
        assertThat(elsewhere.post("/api/v1/auth/reset", password(link.group(2))).refusal(404)).isEqualTo("not_found");
        hub.signIn("bob@mail.test", "another long secret").get("/api/v1/auth/me").expect(200);
    }

    @Test
    void nobodyIsFloodedWithLinks() throws Exception {
        var token = link(invite("cleo@mail.test")).group(2);
        elsewhere.post("/api/v1/auth/accept", password(token)).expect(200);
        for (int i = 0; i < 5; i++) {
            elsewhere.post("/api/v1/auth/forgot", TestJson.of("{'email':'cleo@mail.test'}")).expect(200);
        }
        mailTo("cleo@mail.test", 3);
        invite("last@mail.test");
        mailTo("last@mail.test", 1);

        assertThat(mail.getReceivedMessagesForDomain("cleo@mail.test")).hasSize(3);
    }

    private JsonNode invite(String email) {
        return new Api(elsewhere.url(), hub.owner().bearer()).post("/api/v1/members",
                Json.object().put("email", email).put("role", "member")).expect(201);
    }

    private static ObjectNode password(String token) {
        return Json.object().put("token", token).put("password", PASSWORD);
    }

    private String actions() {
        return hub.owner().get("/api/v1/audit").expect(200).path("items").findValuesAsText("action").toString();
    }

    /// The mail of that number to somebody, when it has come.
    private MimeMessage mailTo(String email, int number) {
        assertThat(mail.waitForIncomingEmail(15_000, number)).isTrue();
        for (int i = 0; i < 150; i++) {
            var messages = mail.getReceivedMessagesForDomain(email);
            if (messages.length >= number) {
                return messages[number - 1];
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError("No mail came to " + email);
    }

    private static Matcher link(MimeMessage message) throws Exception {
        return match(((MimeMultipart) message.getContent()).getBodyPart(0).getContent().toString());
    }

    private static Matcher link(JsonNode invited) {
        return match(invited.path("link").asText());
    }

    private static Matcher match(String text) {
        var link = LINK.matcher(text);
        assertThat(link.find()).isTrue();
        return link;
    }
}
