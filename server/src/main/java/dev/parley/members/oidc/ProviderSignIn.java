package dev.parley.members.oidc;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.members.Client;
import dev.parley.members.Logins;
import dev.parley.members.MemberSession;
import dev.parley.members.Members;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.http.OutboundHosts;
import dev.parley.platform.ids.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs members in with their tenant's provider: the authorization code flow of OpenID Connect Core 1.0 with PKCE
/// (RFC 7636), its state and nonce bound to the browser that began it.
public final class ProviderSignIn {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final Providers providers;
    private final ProviderClient client;
    private final Metadata.Discovery discovery;
    private final IdTokens idTokens;
    private final Attempts attempts;
    private final Identities identities;
    private final Logins logins;
    private final Database database;

    public ProviderSignIn(Database database, SecretBox box, OutboundHosts hosts, Members members, Logins logins,
            Audit audit, InstantSource clock) {
        this.providers = new Providers(database, box, audit, clock);
        this.client = new ProviderClient(hosts);
        this.discovery = new Metadata.Discovery(client);
        this.idTokens = new IdTokens(client, clock);
        this.attempts = new Attempts(database, box, clock);
        this.identities = new Identities(members, audit, clock);
        this.logins = logins;
        this.database = database;
    }

    public Providers providers() {
        return providers;
    }

    /// Asks the provider who it is, so that a wrong setting is found when it is made.
    ///
    /// @throws ProviderFailed if it is not what `issuer` says
    public void tryOut(String issuer) throws ProviderFailed {
        discovery.fetch(issuer);
    }

    /// Begins a sign-in.
    ///
    /// @param redirect where the provider sends the browser back to, as it is registered there
    /// @param browser  what the browser is given to be known again by
    /// @param next     the page of ours to go on with
    /// @return the provider's address to send the browser to
    public String begin(Provider provider, String redirect, String browser, String next) throws ProviderFailed {
        var metadata = discovery.of(provider.issuer());
        var attempt = new Attempts.Attempt(provider.tenant(), Ids.secret(), Ids.secret(), redirect, next);
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("scope", "openid email");
        query.put("client_id", provider.clientId());
        query.put("redirect_uri", redirect);
        query.put("state", attempts.begin(attempt, browser));
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", challenge(attempt.verifier()));
        query.put("code_challenge_method", "S256");
        var address = metadata.authorization();
        return address + (address.getRawQuery() == null ? "?" : "&") + query.entrySet().stream()
                .map(field -> field.getKey() + "=" + ProviderClient.encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /// What the provider sent the browser back with (RFC 6749, section 4.1.2; RFC 9207).
    public record Answer(
            @Nullable String state, @Nullable String code, @Nullable String issuer, @Nullable String error) {
        @Override
        public String toString() {
            return "Answer";
        }
    }

    /// How a sign-in ended.
    public sealed interface Outcome {
        /// @param next the page of ours to go on with
        record SignedIn(MemberSession.Opened session, String next) implements Outcome {}

        /// @param next the page of ours to go on with; null if nobody knows which
        record Failed(ProviderFailed.Reason reason, @Nullable String next) implements Outcome {}
    }

    /// Ends a sign-in.
    ///
    /// @param browser what the browser was given when it began; empty if it has nothing
    public Outcome finish(Answer answer, Optional<String> browser, Client where) {
        var attempt = browser.flatMap(known ->
                Optional.ofNullable(answer.state).flatMap(state -> attempts.take(state, known)));
        if (attempt.isEmpty()) {
            return new Outcome.Failed(ProviderFailed.Reason.OVER, null);
        }
        try {
            return new Outcome.SignedIn(signIn(attempt.get(), answer, where), attempt.get().next());
        } catch (ProviderFailed e) {
            LOG.warn("A sign-in with the provider of {} failed", attempt.get().tenant(), e);
            return new Outcome.Failed(e.reason(), attempt.get().next());
        }
    }

    private MemberSession.Opened signIn(Attempts.Attempt attempt, Answer answer, Client where) throws ProviderFailed {
        var provider = providers.of(attempt.tenant())
                .orElseThrow(() -> new ProviderFailed("Signing in with this provider was turned off."));
        var metadata = discovery.of(provider.issuer());
        requireIssuer(provider, metadata, answer);
        var code = answer.code;
        if (answer.error != null || code == null) {
            throw new ProviderFailed(ProviderFailed.Reason.REFUSED, "The provider let nobody sign in.");
        }
        var subject = idTokens.validate(provider, metadata, idToken(provider, metadata, attempt, code), attempt.nonce());
        var actor = new Actor("provider:" + provider.issuer(), where.address().getHostAddress());
        return open(provider, subject, actor, where);
    }

    /// An answer that another provider gave is not taken for this one's (RFC 9207, section 2.4).
    private static void requireIssuer(Provider provider, Metadata metadata, Answer answer) throws ProviderFailed {
        if (answer.issuer == null ? metadata.namesIssuer() : !answer.issuer.equals(provider.issuer())) {
            throw new ProviderFailed("The answer came from another provider than the one you were sent to.");
        }
    }

    private String idToken(Provider provider, Metadata metadata, Attempts.Attempt attempt, String code)
            throws ProviderFailed {
        var form = new LinkedHashMap<>(Map.of("grant_type", "authorization_code", "code", code,
                "redirect_uri", attempt.redirect(), "code_verifier", attempt.verifier()));
        var secret = provider.clientSecret();
        var authorization = "";
        if (secret == null || metadata.postsSecret()) {
            form.put("client_id", provider.clientId());
            if (secret != null) {
                form.put("client_secret", secret);
            }
        } else {
            var pair = ProviderClient.encode(provider.clientId()) + ":" + ProviderClient.encode(secret);
            authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }
        var token = client.post(metadata.token(), form, authorization).path("id_token");
        if (!token.isTextual()) {
            throw new ProviderFailed("The provider gave no ID token.");
        }
        return token.asText();
    }

    private MemberSession.Opened open(Provider provider, IdTokens.Subject subject, Actor actor, Client where)
            throws ProviderFailed {
        var opening = database.write(handle -> switch (identities.find(handle, provider, subject, actor)) {
            case Identities.Finding.Known(var member) -> new Opening(logins.open(handle, member, where), null);
            case Identities.Finding.Nobody(var reason) -> new Opening(null, reason);
        });
        if (opening.session == null) {
            throw new ProviderFailed(Objects.requireNonNull(opening.refusal), "A sign-in with " + provider.issuer() + " was refused.");
        }
        return opening.session;
    }

    private record Opening(MemberSession.@Nullable Opened session, ProviderFailed.@Nullable Reason refusal) {}

    private static String challenge(String verifier) {
        try {
            return BASE64URL.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
