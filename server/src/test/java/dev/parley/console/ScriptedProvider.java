package dev.parley.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// A provider that says what a test wants it to, however wrong.
final class ScriptedProvider implements AutoCloseable {
    private final HttpServer server;
    private final AtomicReference<ECKey> key = new AtomicReference<>(newKey());
    private final AtomicReference<Supplier<String>> idToken = new AtomicReference<>(() -> "");
    private final AtomicReference<String> lastForm = new AtomicReference<>("");

    ScriptedProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, metadata()));
        server.createContext("/keys", exchange -> {
            var keys = Json.object();
            keys.putArray("keys").add(TestJson.of(key.get().toPublicJWK().toJSONString()));
            answer(exchange, keys);
        });
        server.createContext("/token", exchange -> {
            lastForm.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, Json.object().put("token_type", "Bearer").put("access_token", "x")
                    .put("id_token", idToken.get().get()));
        });
        server.start();
    }

    private ObjectNode metadata() {
        return Json.object().put("issuer", issuer()).put("authorization_endpoint", issuer() + "/authorize?x=1")
                .put("token_endpoint", issuer() + "/token").put("jwks_uri", issuer() + "/keys");
    }

    private static void answer(HttpExchange exchange, ObjectNode json) throws IOException {
        try (exchange) {
            var body = Json.text(json).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// What the token endpoint gives from now on.
    void gives(Supplier<String> token) {
        idToken.set(token);
    }

    String lastForm() {
        return lastForm.get();
    }

    ECKey key() {
        return key.get();
    }

    void rotate() {
        key.set(newKey());
    }

    static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The claims of a good token, to be spoilt.
    JWTClaimsSet.Builder claims(String nonce, String subject, String email) {
        return new JWTClaimsSet.Builder().issuer(issuer()).audience("client").subject(subject).claim("nonce", nonce)
                .claim("email", email).claim("email_verified", true)
                .issueTime(Date.from(Instant.now())).expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    static String signed(ECKey key, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
