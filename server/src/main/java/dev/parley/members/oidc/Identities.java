package dev.parley.members.oidc;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.members.Email;
import dev.parley.members.Member;
import dev.parley.members.MemberId;
import dev.parley.members.Members;
import dev.parley.platform.json.Json;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Which member a provider means by a subject. The first sign-in binds the two for good; from then on the address in a
/// token decides nothing, since addresses are given to other people.
final class Identities {
    private final Members members;
    private final Audit audit;
    private final InstantSource clock;

    Identities(Members members, Audit audit, InstantSource clock) {
        this.members = members;
        this.audit = audit;
        this.clock = clock;
    }

    /// Whom a subject turned out to be.
    sealed interface Finding {
        record Known(Member member) implements Finding {}

        record Nobody(ProviderFailed.Reason reason) implements Finding {}
    }

    /// Who that is, in the caller's transaction: bound before, or now by their verified address.
    Finding find(Handle handle, Provider provider, IdTokens.Subject subject, Actor actor) {
        var bound = bound(handle, provider, subject);
        if (bound.isPresent()) {
            return new Finding.Known(bound.get());
        }
        var email = Email.of(subject.email());
        if (email.isEmpty()) {
            return new Finding.Nobody(ProviderFailed.Reason.UNVERIFIED);
        }
        var known = members.byEmail(handle, provider.tenant(), email.get());
        if (known.isPresent() && isBound(handle, known.get())) {
            return new Finding.Nobody(ProviderFailed.Reason.TAKEN);
        }
        var member = known.map(found -> members.activate(handle, found, actor))
                .or(() -> join(handle, provider, email.get(), actor));
        member.ifPresent(found -> bind(handle, provider, subject, found, actor));
        return member.<Finding>map(Finding.Known::new)
                .orElseGet(() -> new Finding.Nobody(ProviderFailed.Reason.NOT_INVITED));
    }

    private Optional<Member> bound(Handle handle, Provider provider, IdTokens.Subject subject) {
        return handle.createQuery("""
                        SELECT member_id FROM oidc_identities
                        WHERE tenant_id = :tenant AND issuer = :issuer AND subject = :subject""")
                .bind("tenant", provider.tenant().value()).bind("issuer", provider.issuer())
                .bind("subject", subject.subject()).mapTo(String.class).findOne()
                .flatMap(id -> members.byId(handle, provider.tenant(), new MemberId(id)));
    }

    private static boolean isBound(Handle handle, Member member) {
        return handle.createQuery("SELECT 1 FROM oidc_identities WHERE tenant_id = :tenant AND member_id = :member")
                .bind("tenant", member.tenant().value()).bind("member", member.id().value())
                .mapTo(Integer.class).findOne().isPresent();
    }

    /// Whoever has an address of a domain that the tenant admits becomes a member.
    private Optional<Member> join(Handle handle, Provider provider, Email email, Actor actor) {
        var domain = email.text().substring(email.text().lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return provider.domains().contains(domain)
                ? members.join(handle, provider.tenant(), email, actor)
                : Optional.empty();
    }

    private void bind(Handle handle, Provider provider, IdTokens.Subject subject, Member member, Actor actor) {
        handle.createUpdate("""
                        INSERT INTO oidc_identities (tenant_id, issuer, subject, member_id, created_at)
                        VALUES (:tenant, :issuer, :subject, :member, :now)""")
                .bind("tenant", provider.tenant().value()).bind("issuer", provider.issuer())
                .bind("subject", subject.subject()).bind("member", member.id().value())
                .bind("now", clock.millis()).execute();
        audit.record(handle, provider.tenant().value(), actor, "member.bound_to_provider", member.id().value(),
                Json.object().put("issuer", provider.issuer()));
    }
}
