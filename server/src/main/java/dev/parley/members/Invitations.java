package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Database;
import dev.parley.platform.json.Json;
import dev.parley.tenants.TenantId;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Invites people to a tenant, each with a one-time link that is good for seven days.
public final class Invitations {
    private static final Duration LIFETIME = Duration.ofDays(7);

    private final Database database;
    private final Members members;
    private final PasswordLinks links;
    private final Audit audit;

    Invitations(Database database, Members members, PasswordLinks links, Audit audit) {
        this.database = database;
        this.members = members;
        this.links = links;
        this.audit = audit;
    }

    /// Somebody who was just invited.
    public record Invited(Member member, PasswordLinks.Link link) {}

    /// Stores a person with a role and makes their link.
    ///
    /// @return empty if the address belongs to a member already, of whatever tenant
    public Optional<Invited> invite(TenantId tenant, Email email, Role role, Actor actor) {
        return database.write(handle -> members.invite(handle, tenant, email, role, actor)
                .map(member -> new Invited(member, issue(handle, member))));
    }

    /// Makes a new link for somebody who has not accepted yet.
    ///
    /// @return empty if the tenant has no such member, or they have accepted
    public Optional<Invited> again(TenantId tenant, MemberId id, Actor actor) {
        return database.write(handle -> Members.find(handle, tenant, id)
                .filter(member -> member.status() == Member.Status.INVITED)
                .map(member -> {
                    audit.record(handle, tenant.value(), actor, "member.invited_again", id.value(), Json.object());
                    return new Invited(member, issue(handle, member));
                }));
    }

    /// Makes the link of an invited member in the caller's transaction; an earlier one stops working.
    public PasswordLinks.Link issue(Handle handle, Member member) {
        PasswordLinks.end(handle, member);
        return links.make(handle, member, PasswordLinks.Purpose.INVITATION, LIFETIME);
    }
}
