package dev.parley.platform.mail;

import dev.parley.platform.config.InvalidSetting;
import dev.parley.platform.config.Setting;
import dev.parley.platform.config.Settings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The server that takes the hub's mail (RFC 6409), and in whose name it is sent.
///
/// @param tls      whether the connection begins with TLS (RFC 8314); otherwise STARTTLS is used where the server offers
///                 it, and demanded before a password is sent
/// @param user     null if the server asks for none
/// @param password null if the server asks for none
/// @param from     an address, with a name or without
public record MailSettings(
        String host, int port, boolean tls, @Nullable String user, @Nullable String password, String from) {
    private static final Set<String> SCHEMES = Set.of("smtp", "smtps");
    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;

    /// @return empty if no server is set: the hub then shows its links instead of mailing them
    /// @throws InvalidSetting if the settings do not make sense together
    public static Optional<MailSettings> from(Settings settings) {
        var address = settings.text(Setting.SMTP_URL);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        var from = settings.text(Setting.MAIL_FROM).orElseThrow(() -> new InvalidSetting(
                "PARLEY_MAIL_FROM must be set with PARLEY_SMTP_URL, such as Parley <parley@example.com>."));
        requireAddress(from);
        if (settings.origin(Setting.PUBLIC_URL).isEmpty()) {
            throw new InvalidSetting("PARLEY_PUBLIC_URL must be set with PARLEY_SMTP_URL: the links in mails begin with it.");
        }
        return Optional.of(parse(address.get(), from));
    }

    static MailSettings parse(String address, String from) {
        try {
            var uri = new URI(address);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!SCHEMES.contains(scheme) || uri.getHost() == null || !isEmpty(uri.getRawPath())
                    || uri.getRawQuery() != null) {
                throw invalid();
            }
            boolean tls = scheme.equals("smtps");
            var login = uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
            if (login.length == 1) {
                throw invalid();
            }
            return new MailSettings(uri.getHost(), uri.getPort() > 0 ? uri.getPort() : tls ? SUBMISSIONS : SUBMISSION, tls,
                    login.length == 0 ? null : decoded(login[0]), login.length == 0 ? null : decoded(login[1]), from);
        } catch (URISyntaxException | IllegalArgumentException _) {
            throw invalid();
        }
    }

    private static boolean isEmpty(@Nullable String path) {
        return path == null || path.isEmpty() || path.equals("/");
    }

    /// Percent-encoding (RFC 3986, section 2.1); unlike in a form, a plus is a plus.
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void requireAddress(String from) {
        try {
            if (from.chars().noneMatch(Character::isISOControl)) {
                new InternetAddress(from, true).validate();
                return;
            }
        } catch (AddressException _) {
            // Falls through to the one message for every wrong address.
        }
        throw new InvalidSetting("PARLEY_MAIL_FROM must be an address such as Parley <parley@example.com>.");
    }

    /// The setting may hold a password, so it is not repeated.
    private static InvalidSetting invalid() {
        return new InvalidSetting("PARLEY_SMTP_URL must be smtp://host:587 or smtps://host:465, with user:password@ before"
                + " the host where the server asks for it (percent-encoded).");
    }

    @Override
    public String toString() {
        return "MailSettings[" + host + ":" + port + "]";
    }
}
