package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/// Two well-kept JOSE libraries as oracles: what we accept, both accept and read the same; what one of them refuses, we
/// refuse. (Times beyond what a library can hold are finite numbers all the same and not asked for here.)
class OracleTest {
    private static final IdentityFixture FIXTURE = new IdentityFixture();
    private static final String SECRET = FIXTURE.newIdentitySecret();

    @AfterContainer
    static void close() {
        FIXTURE.close();
    }

    @Property(tries = 2000)
    void whateverClaimsALibrarySignsWeJudgeAndReadAlike(@ForAll("claims") Map<String, String> claims) {
        agree(Jwts.sign(json(claims), SECRET));
    }

    @Property(tries = 3000)
    void whateverIsMadeOfAGoodTokenWeAcceptNoMoreThanTheyDo(
            @ForAll("claims") Map<String, String> claims, @ForAll("edits") Edit edit) {
        agree(edit.apply(Jwts.sign(json(claims), SECRET)));
    }

    @Property(tries = 1000)
    void whateverTheHeaderSaysWeAcceptNoMoreThanTheyDo(@ForAll("headers") Map<String, String> header) {
        agree(Jwts.sign(json(header), "{\"user_email\":\"jane\"}", SECRET));
    }

    /// A changed token is never accepted as another: where it is accepted, it is the same bytes.
    @Property(tries = 3000)
    void aChangedTokenIsNeverAccepted(@ForAll("edits") Edit edit) {
        var token = Jwts.sign("{\"user_email\":\"jane@example.com\",\"exp\":" + FIXTURE.in(600) + "}", SECRET);
        var changed = edit.apply(token);
        if (!changed.equals(token)) {
            assertThat(FIXTURE.verify(FIXTURE.agent, changed)).isInstanceOf(Verification.Refusal.class);
        }
    }

    private static void agree(String token) {
        switch (FIXTURE.verify(FIXTURE.agent, token)) {
            case Verification.Verified(var user) -> {
                assertThat(nimbus(token)).as("Nimbus on %s", token).isEqualTo(user.principal().id());
                assertThat(auth0(token)).as("java-jwt on %s", token).isEqualTo(user.principal().id());
            }
            case Verification.Refusal _ -> { }
        }
    }

    private static String nimbus(String token) {
        try {
            var jwt = SignedJWT.parse(token);
            assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
            // Not its typed claims: those we do not know, such as aud, we do not judge.
            return jwt.verify(new MACVerifier(SECRET))
                    ? String.valueOf(jwt.getPayload().toJSONObject().get("user_email"))
                    : "bad signature";
        } catch (ParseException | JOSEException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static String auth0(String token) {
        try {
            var times = JWT.require(Algorithm.HMAC256(SECRET)).acceptLeeway(1_000_000_000L).build();
            return times.verify(token).getClaim("user_email").asString();
        } catch (JWTVerificationException e) {
            return "refused: " + e.getMessage();
        }
    }

    @Provide
    Arbitrary<Map<String, String>> claims() {
        var names = Arbitraries.of("exp", "iat", "nbf", "variables", "aud", "sub", "tenantId", "plan", "x");
        var others = Arbitraries.maps(names, values()).ofMaxSize(5);
        return Combinators.combine(users(), others).as((user, more) -> {
            var all = new LinkedHashMap<>(more);
            all.put("user_email", user);
            return all;
        });
    }

    private static Arbitrary<String> users() {
        var texts = Arbitraries.strings().ofMaxLength(12).map(OracleTest::quoted);
        return Arbitraries.oneOf(texts, Arbitraries.of("\"jane\"", "\"jane@example.com\"", "7", "null"));
    }

    private static Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-400L * 86_400, 400L * 86_400).map(offset -> Long.toString(FIXTURE.in(offset))),
                Arbitraries.doubles().between(-1e12, 1e12).map(Object::toString),
                Arbitraries.strings().ascii().ofMaxLength(6).map(OracleTest::quoted),
                Arbitraries.of("null", "true", "[]", "{}", "[1,\"a\"]", "{\"a\":1}", "{\"a\":\"b\",\"c\":true}", "1e400", "01"));
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        var names = Arbitraries.of("alg", "typ", "kid", "crit", "b64", "cty", "zip", "jku", "x5c", "ALG", "x");
        var values = Arbitraries.of("\"HS256\"", "\"HS256\"", "\"HS256\"", "\"none\"", "\"JWT\"", "null", "[]", "[\"b64\"]", "false", "{}",
                "7", "\"\"");
        return Arbitraries.maps(names, values).ofMaxSize(5);
    }

    @Provide
    Arbitrary<Edit> edits() {
        var characters = Arbitraries.oneOf(
                Arbitraries.chars().with("ABCabc019-_.=+/ \n\0"), Arbitraries.chars().all());
        return Combinators.combine(Arbitraries.of(Edit.Kind.class), Arbitraries.integers().between(0, 1000), characters)
                .as(Edit::new);
    }

    /// One change of a token.
    record Edit(Kind kind, int place, char character) {
        enum Kind { REPLACE, INSERT, DELETE, SWAP, DOUBLE, CUT }

        String apply(String token) {
            int at = place % token.length();
            var before = token.substring(0, at);
            return switch (kind) {
                case REPLACE -> before + character + token.substring(at + 1);
                case INSERT -> before + character + token.substring(at);
                case DELETE -> before + token.substring(at + 1);
                case SWAP -> token.substring(at) + before;
                case DOUBLE -> before + token.charAt(at) + token.substring(at);
                case CUT -> before;
            };
        }
    }

    private static String json(Map<String, String> members) {
        var text = new StringBuilder("{");
        members.forEach((name, value) ->
                text.append(text.length() == 1 ? "" : ",").append(quoted(name)).append(':').append(value));
        return text.append('}').toString();
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (char unit : text.toCharArray()) {
            quoted.append(unit < ' ' || unit == '"' || unit == '\\' || Character.isSurrogate(unit)
                    ? "\\u%04x".formatted((int) unit) : String.valueOf(unit));
        }
        return quoted.append('"').toString();
    }
}
