package dev.parley.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.parley.platform.config.InvalidSetting;
import dev.parley.platform.config.Settings;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Mail to a real SMTP server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MailerTest {
    private static final String KEYSTORE_PASSWORD = "changeit";
    private static final String FROM = "Parley <parley@hub.test>";
    private static final Mail MAIL = new Mail("ada@mail.test", "Grüße aus Łódź", "plain: ä", "<p>html: ä</p>");

    private final SSLSocketFactory trusting = certificateForLocalhost();

    /// Makes a key pair for `localhost` which GreenMail serves and the socket factory trusts.
    private static SSLSocketFactory certificateForLocalhost() {
        try {
            var file = Files.createTempDirectory("parley-mail").resolve("localhost.p12");
            var made = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                    "-keystore", file.toString(), "-storepass", KEYSTORE_PASSWORD, "-alias", "mail", "-keyalg", "EC",
                    "-dname", "CN=localhost", "-ext", "san=dns:localhost").redirectErrorStream(true).start();
            assertThat(made.waitFor()).as(new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isZero();
            System.setProperty("greenmail.tls.keystore.file", file.toString());
            System.setProperty("greenmail.tls.keystore.password", KEYSTORE_PASSWORD);
            var keys = KeyStore.getInstance(file.toFile(), KEYSTORE_PASSWORD.toCharArray());
            var anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            anchors.setCertificateEntry("mail", keys.getCertificate("mail"));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(anchors);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMailArrivesAsTextAndAsHtml() throws Exception {
        try (var server = new Running("smtp", 0)) {
            assertThat(sent(mailer(server.settings(null)))).isTrue();

            var message = server.mail.getReceivedMessages()[0];
            assertThat(message.getSubject()).isEqualTo("Grüße aus Łódź");
            assertThat(message.getFrom()[0]).hasToString(FROM);
            assertThat(message.getAllRecipients()).hasSize(1);
            var parts = (MimeMultipart) message.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getBodyPart(0).getContent()).asString().contains("plain: ä");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(parts.getBodyPart(1).getContent()).asString().contains("html: ä");
        }
    }

    @Test
    void aServerThatSpeaksTlsFromTheStartIsGivenTheLogin() throws Exception {
        try (var server = new Running("smtps", 0)) {
            server.mail.setUser("hub", "hub", "se:cret");
            assertThat(sent(mailer(server.settings("hub:se%3Acret")))).isTrue();
            assertThat(server.mail.getReceivedMessages()).hasSize(1);
        }
    }

    @Test
    void aServerWhoseCertificateNobodyVouchesForGetsNothing() throws Exception {
        try (var server = new Running("smtps", 0)) {
            var wary = (SSLSocketFactory) SSLSocketFactory.getDefault();
            assertThat(sent(new Mailer(server.settings(null), wary, List.of()))).isFalse();
            var byAddress = MailSettings.parse("smtps://127.0.0.1:" + server.mail.getSmtps().getPort(), FROM);
            assertThat(sent(mailer(byAddress))).as("a certificate for another name").isFalse();
            assertThat(server.mail.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void noPasswordIsSentInTheClear() throws Exception {
        try (var server = new Running("smtp", 0)) {
            server.mail.setUser("hub", "hub", "secret");
            assertThat(sent(mailer(server.settings("hub:secret")))).isFalse();
            assertThat(server.mail.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void aServerThatIsDownForAWhileGetsTheMailLater() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var settings = MailSettings.parse("smtp://127.0.0.1:" + port, FROM);
        var pauses = Collections.nCopies(100, Duration.ofMillis(100));
        var taken = new CompletableFuture<Boolean>();
        try (var mailer = new Mailer(settings, trusting, pauses)) {
            assertThat(mailer.send(MAIL, taken::complete)).isTrue();
            try (var server = new Running("smtp", port)) {
                assertThat(taken.get(15, TimeUnit.SECONDS)).isTrue();
                assertThat(server.mail.getReceivedMessages()).hasSize(1);
            }
        }
    }

    @Test
    void nothingThatCouldEndAHeaderLineBecomesAMail() {
        for (var bad : List.of("a\r\nBcc: eve@mail.test", "a\nb", "a\u0000", "a\u0085b")) {
            assertThatThrownBy(() -> new Mail("ada@mail.test", bad, "", "")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Mail(bad, "subject", "", "")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theSettingsSayWhatIsWrongAndNeverRepeatThePassword() {
        for (var wrong : List.of("mail.test:25", "http://mail.test", "smtp://", "smtp://user@mail.test",
                "smtp://u:hidden-word@mail.test/x", "smtp://u:hidden-word@ mail.test")) {
            assertThatThrownBy(() -> MailSettings.parse(wrong, FROM)).isInstanceOf(InvalidSetting.class)
                    .hasMessageContaining("PARLEY_SMTP_URL").hasMessageNotContaining("hidden-word");
        }
        var settings = MailSettings.parse("smtps://u%40x:p%3Aq+r@mail.test", FROM);
        assertThat(settings).isEqualTo(new MailSettings("mail.test", 465, true, "u@x", "p:q+r", FROM));
        assertThat(settings.toString()).doesNotContain("p:q");
        assertThat(MailSettings.parse("smtp://mail.test", FROM).port()).isEqualTo(587);
    }

    @Test
    void aMailServerIsNothingWithoutASenderAndAnAddressForTheLinks() {
        var url = Map.entry("PARLEY_SMTP_URL", "smtp://mail.test");
        assertThat(MailSettings.from(Settings.read(Map.of()))).isEmpty();
        assertThatThrownBy(() -> MailSettings.from(Settings.read(Map.ofEntries(url))))
                .hasMessageContaining("PARLEY_MAIL_FROM");
        assertThatThrownBy(() -> MailSettings.from(Settings.read(Map.ofEntries(url, Map.entry("PARLEY_MAIL_FROM", "x")))))
                .hasMessageContaining("PARLEY_MAIL_FROM");
        assertThatThrownBy(() -> MailSettings.from(Settings.read(Map.ofEntries(url, Map.entry("PARLEY_MAIL_FROM", FROM)))))
                .hasMessageContaining("PARLEY_PUBLIC_URL");
        assertThat(MailSettings.from(Settings.read(Map.ofEntries(url, Map.entry("PARLEY_MAIL_FROM", FROM),
                Map.entry("PARLEY_PUBLIC_URL", "https://chat.test"))))).isPresent();
    }

    private Mailer mailer(MailSettings settings) {
        return new Mailer(settings, trusting, List.of());
    }

    private static boolean sent(Mailer mailer) throws Exception {
        var taken = new CompletableFuture<Boolean>();
        try (mailer) {
            assertThat(mailer.send(MAIL, taken::complete)).isTrue();
            return taken.get(15, TimeUnit.SECONDS);
        }
    }

    private static final class Running implements AutoCloseable {
        final GreenMail mail;
        private final String scheme;

        Running(String scheme, int port) {
            this.scheme = scheme;
            mail = new GreenMail(new ServerSetup(port, "127.0.0.1", scheme));
            mail.start();
        }

        MailSettings settings(@Nullable String login) {
            var port = scheme.equals("smtps") ? mail.getSmtps().getPort() : mail.getSmtp().getPort();
            return MailSettings.parse(scheme + "://" + (login == null ? "" : login + "@") + "localhost:" + port, FROM);
        }

        @Override
        public void close() {
            mail.stop();
        }
    }
}
