package dev.parley.bench.tokens;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.bench.hubs.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Verifications of one 350-byte HS256 token on one thread: signature and `exp`, with the claims at hand afterwards.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TokenBenchmark {
    static final int TOKEN_BYTES = 350;
    private static final String SECRET = "bench-identity-secret-of-43-characters-long";

    private String token = "";
    private byte[] signingInput = {};
    private Mac mac;
    private MACVerifier nimbus;
    private JWTVerifier javaJwt;

    /// Makes the verifiers once, as a server would: what is measured is a verification.
    public TokenBenchmark() {
        try {
            mac = Mac.getInstance("HmacSHA256");
            nimbus = new MACVerifier(SECRET);
            javaJwt = JWT.require(Algorithm.HMAC256(SECRET)).build();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void sign() throws GeneralSecurityException {
        token = tokenOf(TOKEN_BYTES);
        signingInput = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    }

    /// The floor: HMAC over the signing input, nothing decoded, nothing compared.
    @Benchmark
    public byte[] bareMac() {
        return mac.doFinal(signingInput);
    }

    @Benchmark
    public JWTClaimsSet nimbus() throws ParseException, JOSEException {
        var jwt = SignedJWT.parse(token);
        if (!jwt.verify(nimbus)) {
            throw new IllegalStateException("refused");
        }
        var claims = jwt.getJWTClaimsSet();
        if (claims.getExpirationTime().before(new Date())) {
            throw new IllegalStateException("expired");
        }
        return claims;
    }

    @Benchmark
    public DecodedJWT javaJwt() {
        return javaJwt.verify(token);
    }

    /// A token of exactly `bytes` bytes, filled up by a variable.
    static String tokenOf(int bytes) {
        var now = Instant.now().getEpochSecond();
        for (int filler = 0; filler < bytes; filler++) {
            var payload = """
                    {"user_email":"ada.lovelace@example.com","variables":{"plan":"enterprise","note":"%s"},\
                    "iat":%d,"exp":%d}""".formatted("x".repeat(filler), now, now + 3600);
            var token = Tokens.sign(SECRET, payload);
            if (token.length() >= bytes) {
                return token;
            }
        }
        throw new IllegalStateException("no filler gives " + bytes + " bytes");
    }
}
