package dev.parley.members.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.util.stream.StreamSupport;

/// What a provider publishes about itself (OpenID Connect Discovery 1.0, section 3).
///
/// @param postsSecret whether the client's secret goes into the form instead of a header
/// @param namesIssuer whether every answer carries `iss` (RFC 9207)
record Metadata(URI authorization, URI token, URI keys, boolean postsSecret, boolean namesIssuer) {
    private static final String PATH = "/.well-known/openid-configuration";

    /// Asks providers for their metadata, at most every ten minutes each.
    static final class Discovery {
        private final ProviderClient client;
        private final Cache<String, Metadata> known =
                Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).maximumSize(1_000).build();

        Discovery(ProviderClient client) {
            this.client = client;
        }

        Metadata of(String issuer) throws ProviderFailed {
            var there = known.getIfPresent(issuer);
            if (there != null) {
                return there;
            }
            var found = fetch(issuer);
            known.put(issuer, found);
            return found;
        }

        /// Asks anew, for whoever sets a provider up.
        Metadata fetch(String issuer) throws ProviderFailed {
            var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
            var document = client.get(client.address(base + PATH, "issuer"));
            if (!document.path("issuer").asText().equals(issuer)) {
                throw new ProviderFailed("The provider calls itself by another issuer than the one that was given: write it"
                        + " exactly as the provider does, with or without a slash at the end.");
            }
            return new Metadata(
                    endpoint(document, "authorization_endpoint"), endpoint(document, "token_endpoint"),
                    endpoint(document, "jwks_uri"), postsSecret(document),
                    document.path("authorization_response_iss_parameter_supported").asBoolean());
        }

        private URI endpoint(ObjectNode document, String name) throws ProviderFailed {
            return client.address(document.path(name).asText(), name);
        }

        /// Without a word from the provider, `client_secret_basic` is what it takes.
        private static boolean postsSecret(ObjectNode document) {
            var methods = StreamSupport.stream(
                    document.path("token_endpoint_auth_methods_supported").spliterator(), false).map(one -> one.asText()).toList();
            return !methods.isEmpty() && !methods.contains("client_secret_basic") && methods.contains("client_secret_post");
        }
    }
}
