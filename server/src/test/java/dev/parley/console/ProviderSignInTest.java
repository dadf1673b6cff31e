package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Signing in with providers that lie, and with people who try to be somebody else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderSignInTest {
    private static final String SECRET = "client secret of thirty-two chars";

    private final ScriptedProvider honest = new ScriptedProvider();
    private final ScriptedProvider rotating = new ScriptedProvider();
    private ScriptedProvider provider = honest;
    private final TestHub hub = TestHub.start(Map.of("PARLEY_LIMIT_LOGINS", "off",
            "PARLEY_LIMIT_PROVIDER_SIGN_INS", "off", "PARLEY_PRIVATE_HOSTS", honest.host() + "," + rotating.host()));
    private final Api owner = hub.owner();

    @BeforeAll
    void setUp() {
        set("[]");
        invite("ada@oidc.test");
    }

    @AfterAll
    void stop() {
        hub.close();
        honest.close();
        rotating.close();
    }

    @Test
    void whoeverWasInvitedComesInAndIsKnownByTheirSubjectFromThenOn() {
        invite("eve@oidc.test");
        assertThat(signIn("eve", "eve@oidc.test").location()).isEqualTo("/console/");
        assertThat(provider.lastForm()).contains("grant_type=authorization_code").contains("code_verifier=")
                .doesNotContain("client_secret");

        // The address was given to somebody else; the subject is still Eve, and the new one is nobody.
        var again = signIn("eve", "renamed@oidc.test");
        assertThat(again.me()).contains("eve@oidc.test");
        assertThat(signIn("another", "eve@oidc.test").failed()).isEqualTo("taken");
    }

    @Test
    void nobodyComesInUninvitedUnverifiedOrFromAnotherTenant() {
        assertThat(signIn("stranger", "stranger@oidc.test").failed()).isEqualTo("not_invited");
        assertThat(signIn("ada", "ada@oidc.test", claims -> claims.claim("email_verified", false)).failed())
                .isEqualTo("unverified");
        assertThat(signIn("ada", "ada@oidc.test", claims -> claims.claim("email_verified", "true")).failed())
                .isEqualTo("unverified");
        assertThat(signIn("ada", "ada@oidc.test", claims -> claims.claim("email_verified", null)).failed())
                .isEqualTo("unverified");
        var elsewhere = owner.post("/api/v1/tenants", TestJson.of("{'name':'Elsewhere'}")).expect(201);
        assertThat(signIn("thief", elsewhere.at("/owner/email").asText()).failed()).isEqualTo("not_invited");
    }

    @Test
    void whoeverHasAnAddressOfAnAdmittedDomainJoinsAsAMember() {
        set("['Joiners.test']");
        assertThat(signIn("jo", "jo@joiners.test").me()).contains("jo@joiners.test").contains("\"role\":\"member\"");
        assertThat(signIn("sub", "jo@sub.joiners.test").failed()).isEqualTo("not_invited");
        assertThat(signIn("evil", "jo@evil-joiners.test").failed()).isEqualTo("not_invited");
        set("[]");
    }

    @Test
    void aTokenThatIsNotForThisSignInOpensNothing() {
        var other = ScriptedProvider.newKey();
        for (var wrong : List.<UnaryOperator<JWTClaimsSet.Builder>>of(
                claims -> claims.claim("nonce", "another"), claims -> claims.claim("nonce", null),
                claims -> claims.issuer("https://another.test"), claims -> claims.issuer(null),
                claims -> claims.audience("another"), claims -> claims.audience((String) null),
                claims -> claims.audience(List.of("client", "another")),
                claims -> claims.audience(List.of("client", "another")).claim("azp", "another"),
                claims -> claims.subject(null), claims -> claims.expirationTime(null),
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))))) {
            assertThat(signIn("ada", "ada@oidc.test", wrong).failed()).isEqualTo("broken");
        }
        for (var forged : List.<BiFunction<JWTClaimsSet, String, String>>of(
                (claims, _) -> new PlainJWT(claims).serialize(),
                (claims, _) -> ScriptedProvider.signed(other, claims),
                (claims, _) -> hs256(claims, SECRET),
                (claims, _) -> hs256(claims, provider.key().toPublicJWK().toJSONString()),
                (_, _) -> "x", (_, _) -> "", (_, _) -> "a.b.c")) {
            assertThat(forge(forged).failed()).isEqualTo("broken");
        }
    }

    @Test
    void aStateCountsOnceAndInTheBrowserThatBeganAlone() {
        var begun = begin();
        provider.gives(() -> good(begun, "ada", "ada@oidc.test"));
        var stolen = new Begun(begun.state(), begun.nonce(), "parley_attempt=att_another");
        assertThat(finish(stolen, "").failed()).isEqualTo("over");
        assertThat(finish(begun, "").failed()).as("whoever tried it in another browser has used it up").isEqualTo("over");

        var second = begin();
        provider.gives(() -> good(second, "ada", "ada@oidc.test"));
        assertThat(finish(second, "").location()).isEqualTo("/console/");
        assertThat(finish(second, "").failed()).isEqualTo("over");
        assertThat(finish(new Begun("made-up", "", second.cookie()), "").failed()).isEqualTo("over");
    }

    @Test
    void anAnswerThatNamesAnotherIssuerIsNotTaken() {
        var begun = begin();
        provider.gives(() -> good(begun, "ada", "ada@oidc.test"));
        assertThat(finish(begun, "&iss=https%3A%2F%2Fevil.test").failed()).isEqualTo("broken");
        var right = begin();
        provider.gives(() -> good(right, "ada", "ada@oidc.test"));
        assertThat(finish(right, "&iss=" + URI.create(provider.issuer()).toString().replace(":", "%3A").replace("/", "%2F"))
                .location()).isEqualTo("/console/");
    }

    @Test
    void aNewKeyOfTheProviderIsFetchedOnce() {
        provider = rotating;
        set("[]");
        assertThat(signIn("ada", "ada@oidc.test").location()).isEqualTo("/console/");
        provider.rotate();
        assertThat(signIn("ada", "ada@oidc.test").location()).isEqualTo("/console/");
        provider = honest;
        set("[]");
    }

    @Test
    void aSignInEndsAtAPageOfOursOrAtNone() {
        for (var foreign : List.of("https://evil.test/", "//evil.test", "/console//evil.test", "/\\evil.test",
                "/console/../..//evil.test", "/agent/x/sign-in?a", "javascript:alert(1)", "/elsewhere")) {
            var begun = begin(foreign);
            provider.gives(() -> good(begun, "ada", "ada@oidc.test"));
            assertThat(finish(begun, "").location()).as(foreign).isEqualTo("/console/");
        }
        var begun = begin("/agent/inside/sign-in");
        assertThat(finish(begun, "&error=access_denied").location()).isEqualTo("/agent/inside/sign-in?failed=refused");
    }

    @Test
    void onlyAnOwnerSaysWhoEverybodyIsAndTheSecretIsNotShownAgain() {
        var shown = owner.get("/api/v1/tenant/sign-in");
        assertThat(shown.text()).doesNotContain(SECRET);
        assertThat(shown.expect(200).path("hasSecret").asBoolean()).isTrue();
        for (var wrong : Map.of("http://127.0.0.1:1", "https", "https://127.0.0.1:1/", "PARLEY_PRIVATE_HOSTS",
                provider.issuer() + "/", "exactly").entrySet()) {
            var refused = owner.send("PUT", "/api/v1/tenant/sign-in", Json.bytes(Json.object().put("name", "x")
                    .put("issuer", wrong.getKey()).put("clientId", "client")));
            assertThat(refused.refusal(400)).isEqualTo("invalid_request");
            assertThat(refused.text()).contains(wrong.getValue());
        }
    }

    private void set(String domains) {
        var order = TestJson.of("{'name':'Acme SSO','clientId':'client','domains':" + domains + "}");
        owner.send("PUT", "/api/v1/tenant/sign-in", Json.bytes(order.put("issuer", provider.issuer())
                .put("clientSecret", SECRET))).expect(200);
    }

    private void invite(String email) {
        owner.post("/api/v1/members", Json.object().put("email", email).put("role", "member")).expect(201);
    }

    private record Begun(String state, String nonce, String cookie) {}

    private record Ended(Api.Answer answer, String url) {
        String location() {
            return answer.headers().firstValue("Location").orElseThrow();
        }

        String failed() {
            return location().replaceAll(".*failed=", "");
        }

        /// Who the session cookie says is signed in.
        String me() {
            var cookie = answer.headers().allValues("Set-Cookie").stream()
                    .filter(each -> each.startsWith("parley_session=")).findFirst().orElseThrow().split(";")[0];
            return new Api(url, "").get("/api/v1/auth/me", "Cookie", cookie, "Sec-Fetch-Site", "same-origin").text();
        }
    }

    private Begun begin() {
        return begin("/console/sign-in");
    }

    private Begun begin(String next) {
        var start = hub.anonymous().get("/api/v1/auth/options").expect(200).at("/providers/0/start").asText();
        var answer = hub.anonymous().get(start.replaceAll("next=.*", "next=")
                + URLEncoder.encode(next, StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(302);
        var query = Arrays.stream(URI.create(answer.headers().firstValue("Location").orElseThrow()).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        assertThat(query).containsEntry("code_challenge_method", "S256").containsEntry("x", "1")
                .containsEntry("redirect_uri", hub.url() + ProviderRoutes.CALLBACK);
        return new Begun(Objects.requireNonNull(query.get("state")), Objects.requireNonNull(query.get("nonce")),
                answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0]);
    }

    private Ended finish(Begun begun, String more) {
        var answer = hub.anonymous().get(ProviderRoutes.CALLBACK + "?code=c&state=" + begun.state() + more,
                "Cookie", begun.cookie());
        assertThat(answer.status()).isEqualTo(302);
        return new Ended(answer, hub.url());
    }

    private Ended signIn(String subject, String email) {
        return signIn(subject, email, claims -> claims);
    }

    private Ended signIn(String subject, String email, UnaryOperator<JWTClaimsSet.Builder> spoil) {
        var begun = begin();
        provider.gives(() -> ScriptedProvider.signed(
                provider.key(), spoil.apply(provider.claims(begun.nonce(), subject, email)).build()));
        return finish(begun, "");
    }

    private Ended forge(BiFunction<JWTClaimsSet, String, String> forged) {
        var begun = begin();
        provider.gives(() -> forged.apply(provider.claims(begun.nonce(), "ada", "ada@oidc.test").build(), ""));
        return finish(begun, "");
    }

    private String good(Begun begun, String subject, String email) {
        return ScriptedProvider.signed(provider.key(), provider.claims(begun.nonce(), subject, email).build());
    }

    private static String hs256(JWTClaimsSet claims, String secret) {
        try {
            var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
