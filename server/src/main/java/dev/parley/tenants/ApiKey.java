package dev.parley.tenants;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A key of a tenant for programs. The key itself is known only to whoever was shown it once.
///
/// @param id         `key_…`
/// @param hint       the last four characters, to tell keys apart
/// @param lastUsedAt to the minute; null if never
public record ApiKey(
        String id, TenantId tenant, String name, String hint, Powers powers, Instant createdAt, String createdBy,
        @Nullable Instant lastUsedAt) {

    public boolean allows(Scope scope) {
        return powers.scopes().contains(scope) || powers.scopes().contains(Scope.ADMIN);
    }

    /// Whether it may touch that agent.
    public boolean reaches(String agentId) {
        return powers.agents() == null || powers.agents().contains(agentId);
    }

    /// Whether it is limited to some of its tenant's agents.
    public boolean isLimitedToAgents() {
        return powers.agents() != null;
    }

    /// What a key may do, where, until when, and how long the tokens live that it mints.
    ///
    /// @param agents    the ids of the only agents it may touch; null for all
    /// @param expiresAt null for never
    public record Powers(
            Set<Scope> scopes, @Nullable Set<String> agents, @Nullable Instant expiresAt, Duration maxTokenLifetime) {
        public static final Duration DEFAULT_TOKEN_LIFETIME = Duration.ofHours(1);
        public static final Duration LONGEST_TOKEN_LIFETIME = Duration.ofDays(7);

        public Powers {
            scopes = Set.copyOf(scopes);
            agents = agents == null ? null : Set.copyOf(agents);
        }

        /// Whether a key with these powers may make one with those: no key makes a broader one.
        public boolean cover(Powers other) {
            return (scopes.contains(Scope.ADMIN) || scopes.containsAll(other.scopes))
                    && (agents == null || (other.agents != null && agents.containsAll(other.agents)))
                    && (expiresAt == null || (other.expiresAt != null && !other.expiresAt.isAfter(expiresAt)))
                    && maxTokenLifetime.compareTo(other.maxTokenLifetime) >= 0;
        }

        /// Everything a tenant's administrator may give.
        public static Powers ofAdministrator(Duration maxTokenLifetime) {
            return new Powers(EnumSet.allOf(Scope.class), null, null, maxTokenLifetime);
        }
    }
}
