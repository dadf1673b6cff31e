package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.platform.database.Database;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.NewSecret;
import dev.parley.tenants.Tenancy;
import dev.parley.tenants.Tenant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes a tenant with an owner, who gets a random password to change, and a tenant secret.
public final class MakeTenant {
    private final Database database;
    private final Tenancy tenancy;
    private final Members members;
    private final Passwords passwords;

    MakeTenant(Database database, Tenancy tenancy, Members members, Passwords passwords) {
        this.database = database;
        this.tenancy = tenancy;
        this.members = members;
        this.passwords = passwords;
    }

    /// What was made, with the only sight of password and secret.
    public record Made(Tenant tenant, Member owner, String password, NewSecret secret) {
        @Override
        public String toString() {
            return "Made[" + tenant + "]";
        }
    }

    /// @param ownerEmail null for an address that is only a name to sign in with
    /// @throws Refused `conflict` if the address has a login on this hub
    public Made run(String name, @Nullable Email ownerEmail, Actor actor) {
        var password = ResetPassword.random();
        var hash = passwords.hash(password);
        var owned = database.write(handle -> {
            var tenant = tenancy.tenants().create(handle, name, actor);
            var email = ownerEmail == null ? nameOnly(tenant) : ownerEmail;
            var owner = members.addOwner(handle, tenant.id(), email, hash, false, actor)
                    .orElseThrow(() -> Refused.because(ErrorCode.CONFLICT,
                            "This address has a login on this hub: give the owner another one."));
            return new Owned(tenant, owner);
        });
        var holder = KeyHolder.tenant(owned.tenant.id());
        var secret = tenancy.secrets().generate(holder, actor).orElseThrow();
        return new Made(owned.tenant, owned.owner, password, secret);
    }

    private static Email nameOnly(Tenant tenant) {
        var unique = tenant.id().value().substring("ten_".length()).toLowerCase(Locale.ROOT);
        return Email.of("owner@" + unique + ".invalid").orElseThrow();
    }

    private record Owned(Tenant tenant, Member owner) {}
}
