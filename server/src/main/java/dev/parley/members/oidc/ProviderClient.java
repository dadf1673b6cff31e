package dev.parley.members.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.http.HostNotAllowed;
import dev.parley.platform.http.OutboundHosts;
import dev.parley.platform.http.client.Exchange;
import dev.parley.platform.http.client.HttpCaller;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;

/// Asks providers over HTTPS, under the same rules for hosts as models; over plain HTTP only where the operator lists the
/// host as private.
final class ProviderClient {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 256 * 1024;

    private final OutboundHosts hosts;
    private final HttpCaller http;

    ProviderClient(OutboundHosts hosts) {
        this.hosts = hosts;
        this.http = new HttpCaller(hosts, (SSLSocketFactory) SSLSocketFactory.getDefault(), CONNECT_WITHIN);
    }

    /// The address that `text` is, if the hub may send anybody there.
    URI address(String text, String what) throws ProviderFailed {
        try {
            var uri = new URI(text);
            var secure = "https".equals(uri.getScheme());
            var listed = "http".equals(uri.getScheme()) && uri.getHost() != null
                    && hosts.lists(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
            if ((secure || listed) && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (java.net.URISyntaxException _) {
            // Falls through to the one message for every wrong address.
        }
        throw new ProviderFailed("The provider's " + what + " must be an https address.");
    }

    ObjectNode get(URI uri) throws ProviderFailed {
        try (var exchange = http.get(uri, Map.of("Accept", "application/json"), ANSWER_WITHIN)) {
            return json(uri, exchange);
        } catch (IOException e) {
            throw unreachable(uri, e);
        }
    }

    /// Posts a form (WHATWG URL, section 5).
    ///
    /// @param authorization the value of that header; empty for none
    ObjectNode post(URI uri, Map<String, String> form, String authorization) throws ProviderFailed {
        var body = form.entrySet().stream().map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        var headers = authorization.isEmpty()
                ? Map.of("Accept", "application/json", "Content-Type", "application/x-www-form-urlencoded")
                : Map.of("Accept", "application/json", "Content-Type", "application/x-www-form-urlencoded",
                        "Authorization", authorization);
        try (var exchange = http.post(uri, headers, body.getBytes(StandardCharsets.US_ASCII), ANSWER_WITHIN)) {
            return json(uri, exchange);
        } catch (IOException e) {
            throw unreachable(uri, e);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ObjectNode json(URI uri, Exchange exchange) throws IOException, ProviderFailed {
        exchange.deadline().in(ANSWER_WITHIN);
        var body = exchange.body().readNBytes(LONGEST_ANSWER + 1);
        if (exchange.status() != 200) {
            throw new ProviderFailed("The provider answered " + exchange.status() + " at " + uri.getHost() + uri.getPath() + ".");
        }
        if (body.length > LONGEST_ANSWER) {
            throw new ProviderFailed("The provider's answer is too long.");
        }
        try {
            return StrictJson.object(body);
        } catch (MalformedJson e) {
            throw new ProviderFailed("The provider's answer at " + uri.getHost() + uri.getPath() + " is not JSON.", e);
        }
    }

    private static ProviderFailed unreachable(URI uri, IOException e) {
        return switch (e) {
            case HostNotAllowed _ -> new ProviderFailed(
                    "The hub may not connect to " + uri.getHost() + ": its operator can list it in PARLEY_PRIVATE_HOSTS.", e);
            case UnknownHostException _ -> new ProviderFailed("There is no host " + uri.getHost() + ".", e);
            default -> new ProviderFailed("The provider at " + uri.getHost() + " cannot be reached.", e);
        };
    }
}
