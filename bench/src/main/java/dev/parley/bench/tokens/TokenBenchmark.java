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
import dev.parley.identity.Verification;
import dev.parley.identity.VerifiedUser;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Verifications of one 350-byte HS256 token on one thread: signature and `exp`, with the claims at hand afterwards.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TokenBenchmark {
    static final int TOKEN_BYTES = 350;

    private final AgentWithSecret parley;
    private final String token;
    private final byte[] signingInput;
    private final Mac mac;
    private final MACVerifier nimbus;
    private final JWTVerifier javaJwt;

    /// Makes everything but the verification once, as a server would.
    public TokenBenchmark() {
        try {
            parley = AgentWithSecret.make();
            var secret = parley.secret();
            token = tokenOf(TOKEN_BYTES, secret);
            signingInput = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            nimbus = new MACVerifier(secret);
            javaJwt = JWT.require(Algorithm.HMAC256(secret)).build();
        } catch (IOException | GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @TearDown
    public void close() throws IOException {
        parley.close();
    }

    /// The whole pipeline: shape, algorithm, key, payload, time, profile, revocation.
    @Benchmark
    public VerifiedUser parley(CpuTime cpu) {
        return switch (parley.verifier().verify(parley.agent(), token)) {
            case Verification.Verified(var user) -> user;
            case Verification.Refusal refusal -> throw new IllegalStateException(refusal.detail());
        };
    }

    /// The floor: HMAC over the signing input, nothing decoded, nothing compared.
    @Benchmark
    public byte[] bareMac(CpuTime cpu) {
        return mac.doFinal(signingInput);
    }

    @Benchmark
    public JWTClaimsSet nimbus(CpuTime cpu) throws ParseException, JOSEException {
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
    public DecodedJWT javaJwt(CpuTime cpu) {
        return javaJwt.verify(token);
    }

    /// A token of exactly `bytes` bytes, filled up by a variable.
    private static String tokenOf(int bytes, String secret) {
        var now = Instant.now().getEpochSecond();
        for (int filler = 0; filler < bytes; filler++) {
            var payload = """
                    {"user_email":"ada.lovelace@example.com","variables":{"plan":"enterprise","note":"%s"},\
                    "iat":%d,"exp":%d}""".formatted("x".repeat(filler), now, now + 3600);
            var token = Tokens.sign(secret, payload);
            if (token.length() >= bytes) {
                return token;
            }
        }
        throw new IllegalStateException("no filler gives " + bytes + " bytes");
    }
}
