package dev.parley.platform.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.database.TestDatabases;
import dev.parley.platform.http.HostNotAllowed;
import dev.parley.platform.http.OutboundHosts;
import java.io.FileInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

final class HttpCallerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final String REPLY = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static HttpCaller caller(OutboundHosts hosts, SSLSocketFactory tls) {
        return new HttpCaller(hosts, tls, Duration.ofSeconds(5));
    }

    private static HttpCaller caller(ScriptedServer server) {
        return caller(new OutboundHosts(List.of(server.address())), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private static String post(HttpCaller caller, String uri) throws Exception {
        try (var exchange = caller.post(URI.create(uri), Map.of(), BODY, PATIENCE)) {
            return exchange.status() + " " + new String(exchange.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aPrivateAddressIsNotConnectedTo() throws Exception {
        try (var server = ScriptedServer.start(ScriptedServer.Peer::receive);
                var caller = caller(new OutboundHosts(List.of()), (SSLSocketFactory) SSLSocketFactory.getDefault())) {
            assertThatThrownBy(() -> post(caller, "http://" + server.address() + "/")).isInstanceOf(HostNotAllowed.class);
            assertThat(server.connectionsLeft()).isZero();
        }
    }

    @Test
    void theConnectionGoesToTheAddressThatWasChecked() throws Exception {
        try (var server = ScriptedServer.start(client -> {
            client.receive();
            client.send(REPLY);
        })) {
            var lookups = new AtomicInteger();
            var hosts = new OutboundHosts(List.of("model.test:" + server.port()), _ -> {
                lookups.incrementAndGet();
                return new InetAddress[] {InetAddress.getLoopbackAddress()};
            });
            try (var caller = caller(hosts, (SSLSocketFactory) SSLSocketFactory.getDefault())) {
                assertThat(post(caller, "http://model.test:" + server.port() + "/x?y=z")).isEqualTo("200 ok");
                assertThat(server.request()).startsWith("POST /x?y=z HTTP/1.1\r\nHost: model.test:" + server.port() + "\r\n");
                assertThat(lookups).hasValue(1);
            }
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (var server = ScriptedServer.start(client -> {
            client.receive();
            client.send("HTTP/1.1 307 Go\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n");
        }); var caller = caller(server)) {
            assertThat(post(caller, "http://" + server.address() + "/")).isEqualTo("307 ");
        }
    }

    @Test
    void interimResponsesArePassedOver() throws Exception {
        try (var server = ScriptedServer.start(client -> {
            client.receive();
            client.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + REPLY);
        }); var caller = caller(server)) {
            assertThat(post(caller, "http://" + server.address() + "/")).isEqualTo("200 ok");
        }
    }

    @Test
    void aHeaderThatWouldBreakTheRequestIsNotSent() throws Exception {
        try (var server = ScriptedServer.start(ScriptedServer.Peer::receive); var caller = caller(server)) {
            assertThatThrownBy(() -> caller.post(URI.create("http://" + server.address()), Map.of("A", "b\r\nC: d"), BODY, PATIENCE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aHandshakeThatHangsTimesOut() throws Exception {
        try (var server = ScriptedServer.start(ScriptedServer.Peer::isClosedByClient);
                var caller = new HttpCaller(new OutboundHosts(List.of(server.address())),
                        (SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> post(caller, "https://" + server.address() + "/")).isInstanceOf(TimedOut.class);
        }
    }

    @Test
    void aHandshakeThatHangsCanBeInterrupted() throws Exception {
        try (var server = ScriptedServer.start(client -> new CountDownLatch(1).await()); var caller = caller(server)) {
            var calling = Thread.ofVirtual().start(() -> {
                try {
                    post(caller, "https://" + server.address() + "/");
                } catch (Exception e) {
                    // The test looks at the server's side.
                }
            });
            var connection = server.connection();
            calling.interrupt();
            calling.join();
            assertThat(connection.isClosedByClient()).isTrue();
        }
    }

    @Test
    void tlsInsistsOnTheNameInTheCertificate() throws Exception {
        var keys = certificate("model.test");
        try (var server = ScriptedServer.start(secureListener(keys), client -> {
            client.receive();
            client.send(REPLY);
        })) {
            var hosts = new OutboundHosts(List.of("model.test:" + server.port(), "other.test:" + server.port()),
                    _ -> new InetAddress[] {InetAddress.getLoopbackAddress()});
            try (var caller = caller(hosts, trusting(keys));
                    var distrusting = caller(hosts, (SSLSocketFactory) SSLSocketFactory.getDefault())) {
                assertThat(post(caller, "https://model.test:" + server.port() + "/")).isEqualTo("200 ok");
                assertThatThrownBy(() -> post(caller, "https://other.test:" + server.port() + "/")).isInstanceOf(SSLException.class);
                assertThatThrownBy(() -> post(distrusting, "https://model.test:" + server.port() + "/"))
                        .isInstanceOf(SSLException.class);
            }
        }
    }

    private static KeyStore certificate(String name) throws Exception {
        var file = TestDatabases.temporaryDirectory().resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        new ProcessBuilder(keytool, "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=dns:" + name,
                "-validity", "30", "-keystore", file.toString(), "-storepass", "secret").inheritIO().start().waitFor();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = new FileInputStream(file.toFile())) {
            keys.load(in, "secret".toCharArray());
        }
        return keys;
    }

    private static ServerSocket secureListener(KeyStore keys) throws Exception {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "secret".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static SSLSocketFactory trusting(KeyStore keys) throws Exception {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
