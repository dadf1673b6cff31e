package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Database;
import dev.parley.platform.json.Json;
import dev.parley.platform.mail.Mail;
import dev.parley.tenants.Tenant;
import dev.parley.tenants.Tenants;
import java.util.function.Consumer;

/// The mails with one-time links, each recorded in the audit log when the mail server took it or did not.
public final class PeopleMail implements AutoCloseable {
    private final Outside outside;
    private final Database database;
    private final Tenants tenants;
    private final Audit audit;

    PeopleMail(Outside outside, Database database, Tenants tenants, Audit audit) {
        this.outside = outside;
        this.database = database;
        this.tenants = tenants;
        this.audit = audit;
    }

    /// Whether this hub sends mail at all.
    public boolean isAvailable() {
        return outside.mailer() != null && outside.origin() != null;
    }

    /// Mails the link of an invitation.
    ///
    /// @return whether it is on its way; otherwise somebody has to hand the link over
    public boolean invite(Member member, PasswordLinks.Link link) {
        var organisation = tenants.byId(member.tenant()).map(Tenant::name).orElse("Parley");
        return send(member, "Join " + organisation, "/console/accept#" + link.token(),
                "You were invited to join " + organisation + ".",
                "Choose your password here. The link works once, for seven days:",
                "Accept the invitation",
                "If you did not expect this, you need do nothing.");
    }

    /// Mails a link to choose another password.
    ///
    /// @return whether it is on its way
    public boolean reset(Member member, PasswordLinks.Link link) {
        return send(member, "Choose another password", "/console/reset#" + link.token(),
                "Somebody, you most likely, asked for another password for " + member.email() + ".",
                "Choose it here. The link works once, for an hour:",
                "Choose a password",
                "If it was not you, you need do nothing: your password stays as it is.");
    }

    private boolean send(
            Member member, String subject, String path, String greeting, String sentence, String label, String footer) {
        var mailer = outside.mailer();
        if (mailer == null || outside.origin() == null) {
            return false;
        }
        var address = outside.origin() + path;
        var text = greeting + "\n\n" + sentence + "\n" + address + "\n\n" + footer + "\n";
        var html = """
                <!doctype html>
                <html lang="en"><body style="font-family: sans-serif; line-height: 1.5">
                <p>%s</p>
                <p>%s</p>
                <p><a href="%s">%s</a></p>
                <p style="color: #555">%s</p>
                </body></html>
                """.formatted(escape(greeting), escape(sentence), escape(address), escape(label), escape(footer));
        return mailer.send(new Mail(member.email(), subject, text, html), recorded(member, subject));
    }

    /// Sends no more; what waits is given up.
    @Override
    public void close() {
        var mailer = outside.mailer();
        if (mailer != null) {
            mailer.close();
        }
    }

    private Consumer<Boolean> recorded(Member member, String subject) {
        return taken -> database.write(handle -> {
            audit.record(handle, member.tenant().value(), Actor.MACHINE, taken ? "mail.sent" : "mail.failed",
                    member.id().value(), Json.object().put("subject", subject));
            return taken;
        });
    }

    /// Text as it stands in HTML, in an element or in a quoted attribute (WHATWG HTML, section 13.1).
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
