package dev.parley.console;

import dev.parley.audit.Actor;
import dev.parley.members.Member;
import dev.parley.members.MemberSession;
import dev.parley.members.Role;
import dev.parley.tenants.ApiKey;
import dev.parley.tenants.ApiKey.Powers;
import dev.parley.tenants.TenantId;

/// Who calls `/api/v1`: a member who is signed in, or a program with an API key. Each acts in its own tenant only.
sealed interface ApiCaller {
    TenantId tenant();

    /// As the audit log names it.
    Actor actor();

    /// The most that an API key may do which this caller makes.
    Powers powers();

    /// The highest role this caller may give to somebody, or take from somebody.
    Role highestRole();

    /// Whether the caller operates this hub, which stands above every role; no program does.
    default boolean isOperator() {
        return this instanceof Person person && person.member().operator();
    }

    record Person(MemberSession session, Actor actor) implements ApiCaller {
        Member member() {
            return session.member();
        }

        @Override
        public TenantId tenant() {
            return member().tenant();
        }

        @Override
        public Powers powers() {
            return Powers.ofAdministrator(
                    member().role() == Role.OWNER ? Powers.LONGEST_TOKEN_LIFETIME : Powers.DEFAULT_TOKEN_LIFETIME);
        }

        @Override
        public Role highestRole() {
            return member().role();
        }
    }

    record Program(ApiKey key, Actor actor) implements ApiCaller {
        @Override
        public TenantId tenant() {
            return key.tenant();
        }

        @Override
        public Powers powers() {
            return key.powers();
        }

        /// A key that manages people makes none who may do more than the key itself.
        @Override
        public Role highestRole() {
            return key.allows(dev.parley.tenants.Scope.ADMIN) ? Role.ADMIN : Role.MEMBER;
        }
    }
}
