package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Database;
import dev.parley.platform.json.Json;
import dev.parley.tenants.TenantId;
import java.time.Duration;
import java.util.Optional;

/// Links to choose another password: an administrator makes one and hands it over, or the hub mails one to whoever asks
/// for their own account.
public final class PasswordResets {
    private static final Duration HANDED_OVER_LIFETIME = Duration.ofHours(24);
    private static final Duration MAILED_LIFETIME = Duration.ofHours(1);

    private final Database database;
    private final PasswordLinks links;
    private final Audit audit;

    PasswordResets(Database database, PasswordLinks links, Audit audit) {
        this.database = database;
        this.links = links;
        this.audit = audit;
    }

    /// A link for a member, to be handed to them; it is good for a day.
    ///
    /// @return empty if the tenant has no such member, or they have yet to accept their invitation
    public Optional<PasswordLinks.Link> forMember(TenantId tenant, MemberId id, Actor actor) {
        return database.write(handle -> Members.find(handle, tenant, id).filter(PasswordResets::isActive).map(member -> {
            audit.record(handle, tenant.value(), actor, "member.reset_offered", id.value(), Json.object());
            return links.make(handle, member, PasswordLinks.Purpose.RESET, HANDED_OVER_LIFETIME);
        }));
    }

    /// A member who asked for a link, to be mailed to them.
    public record Asked(Member member, PasswordLinks.Link link) {}

    /// A link for whoever has this address, which is good for an hour; empty if nobody can sign in with it.
    public Optional<Asked> forAddress(Email email, String address) {
        return database.write(handle -> handle.createQuery("SELECT * FROM members WHERE email_key = :key")
                .bind("key", email.key()).map(Members.MEMBER).findOne().filter(PasswordResets::isActive).map(member -> {
                    audit.record(handle, member.tenant().value(), new Actor("anonymous", address),
                            "member.reset_asked", member.id().value(), Json.object());
                    return new Asked(member, links.make(handle, member, PasswordLinks.Purpose.RESET, MAILED_LIFETIME));
                }));
    }

    private static boolean isActive(Member member) {
        return member.status() == Member.Status.ACTIVE;
    }
}
