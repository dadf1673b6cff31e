package dev.parley.chat;

import dev.parley.access.MemberLogins;
import dev.parley.identity.Principal;
import dev.parley.identity.VerifiedUser;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is calling, and what proved it.
sealed interface Caller {
    /// A host product vouched for them.
    record User(VerifiedUser proof) implements Caller {}

    /// They signed in.
    ///
    /// @param token kept to ask again, whenever something changes, whether the login still counts
    record Member(MemberLogins.Login login, String token) implements Caller {
        @Override
        public String toString() {
            return "Member[" + login.principal() + "]";
        }
    }

    /// A builder tries a draft.
    ///
    /// @param ticket kept to ask again, whenever something changes, whether it still counts
    record Preview(dev.parley.access.Preview proof, String ticket) implements Caller {
        @Override
        public String toString() {
            return "Preview[" + proof.principal() + "]";
        }
    }

    /// Nobody knows who they are.
    ///
    /// @param token proves on their next visit that they are the same visitor
    record Visitor(Principal principal, String token) implements Caller {
        @Override
        public String toString() {
            return "Visitor[" + principal + "]";
        }
    }

    default Principal principal() {
        return switch (this) {
            case User(var proof) -> proof.principal();
            case Member(var login, var _) -> login.principal();
            case Preview(var proof, var _) -> proof.principal();
            case Visitor(var principal, var _) -> principal;
        };
    }

    /// When the proof ends; null if it does not.
    default @Nullable Instant expiresAt() {
        return switch (this) {
            case User(var proof) -> proof.expiresAt();
            case Member(var login, var _) -> login.expiresAt();
            case Preview(var proof, var _) -> proof.expiresAt();
            case Visitor _ -> null;
        };
    }

    /// The visitor token, for visitors.
    default @Nullable String visitorToken() {
        return this instanceof Visitor(var _, var token) ? token : null;
    }

    /// The verified token, for users.
    default @Nullable VerifiedUser verifiedUser() {
        return this instanceof User(var proof) ? proof : null;
    }

    /// What is proven of the agent's variables, by name.
    default Map<String, Object> variables() {
        return switch (this) {
            case User(var proof) -> proof.variables();
            case Preview(var proof, var _) -> proof.variables();
            case Member _, Visitor _ -> Map.of();
        };
    }

    default boolean expiredAt(Instant now) {
        var end = expiresAt();
        return end != null && !now.isBefore(end);
    }
}
