package dev.parley.platform.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends mail outside the request that asked for it, and tries again when the server does not take it. What waits is kept
/// in memory only, since it holds one-time links: a mail that a restart lost is asked for again. Thread-safe.
public final class Mailer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);
    private static final int WAITING = 500;
    private static final int AT_ONCE = 2;
    private static final int PERMANENT = 500;
    private static final String TIMEOUT_MILLIS = "15000";

    private final MailSettings settings;
    private final Session session;
    private final List<Duration> pauses;
    private final Semaphore waiting = new Semaphore(WAITING);
    private final Semaphore connections = new Semaphore(AT_ONCE, true);
    private volatile boolean closed;

    public Mailer(MailSettings settings) {
        this(settings, (SSLSocketFactory) SSLSocketFactory.getDefault(),
                List.of(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(5)));
    }

    /// @param pauses how long to wait before each further attempt
    public Mailer(MailSettings settings, SSLSocketFactory tls, List<Duration> pauses) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings, tls));
        this.pauses = List.copyOf(pauses);
    }

    private static Properties properties(MailSettings settings, SSLSocketFactory tls) {
        var properties = new Properties();
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", Integer.toString(settings.port()));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(settings.tls()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", tls);
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", Boolean.toString(!settings.tls() && settings.user() != null));
        properties.put("mail.smtp.auth", Boolean.toString(settings.user() != null));
        for (var phase : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.put("mail.smtp." + phase, TIMEOUT_MILLIS);
        }
        return properties;
    }

    /// Sends a mail as soon as possible, and returns at once.
    ///
    /// @param outcome told whether the server took it in the end
    /// @return false if too many wait already, so that this one will not be sent
    public boolean send(Mail mail, Consumer<Boolean> outcome) {
        if (closed || !waiting.tryAcquire()) {
            return false;
        }
        Thread.ofVirtual().name("mail").start(() -> {
            try {
                outcome.accept(deliver(mail));
            } finally {
                waiting.release();
            }
        });
        return true;
    }

    private boolean deliver(Mail mail) {
        for (int attempt = 0; !closed; attempt++) {
            try {
                transfer(mail);
                return true;
            } catch (MessagingException e) {
                LOG.warn("The mail server {} did not take a mail (attempt {})", settings, attempt + 1, e);
                if (isFinal(e)) {
                    return false;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (attempt == pauses.size() || !paused(pauses.get(attempt))) {
                return false;
            }
        }
        return false;
    }

    /// Whether the server refused for good (RFC 5321, section 4.2.1).
    private static boolean isFinal(MessagingException problem) {
        for (Exception each = problem; each instanceof MessagingException next; each = next.getNextException()) {
            if (each instanceof SMTPAddressFailedException refused && refused.getReturnCode() >= PERMANENT
                    || each instanceof SMTPSendFailedException failed && failed.getReturnCode() >= PERMANENT) {
                return true;
            }
        }
        return false;
    }

    private void transfer(Mail mail) throws MessagingException, InterruptedException {
        connections.acquire();
        try (var transport = session.getTransport("smtp")) {
            transport.connect(settings.user(), settings.password());
            var message = message(mail);
            transport.sendMessage(message, message.getAllRecipients());
        } finally {
            connections.release();
        }
    }

    private MimeMessage message(Mail mail) throws MessagingException {
        var message = new MimeMessage(session);
        message.setFrom(new InternetAddress(settings.from(), true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(new Date());
        message.setHeader("Auto-Submitted", "auto-generated");
        var text = new MimeBodyPart();
        text.setText(mail.text(), StandardCharsets.UTF_8.name());
        var html = new MimeBodyPart();
        html.setText(mail.html(), StandardCharsets.UTF_8.name(), "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        return message;
    }

    private static boolean paused(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Takes no more mail and gives up what waits.
    @Override
    public void close() {
        closed = true;
    }
}
