package dev.parley.bench.hubs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/// REST calls to Parley with one bearer token, or none.
public final class JsonApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String bearer;

    /// @param bearer empty to present nothing
    /// @param prefix what every path begins with
    JsonApi(int port, String bearer, String prefix) {
        this.base = "http://127.0.0.1:" + port + prefix;
        this.bearer = bearer;
    }

    /// The `data` of the answer.
    ///
    /// @throws IOException also if the hub refuses
    public JsonNode get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    /// The `data` of the answer.
    ///
    /// @throws IOException also if the hub refuses
    public JsonNode post(String path, Map<String, ?> body) throws IOException {
        return send(request(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))).build());
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path));
        return bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer);
    }

    private JsonNode send(HttpRequest request) throws IOException {
        try {
            var response = client.send(request, BodyHandlers.ofString());
            var answer = JSON.readTree(response.body());
            if (!answer.path("success").asBoolean()) {
                throw new IOException(request.method() + " " + request.uri().getPath() + " answered "
                        + response.statusCode() + ": " + response.body());
            }
            return answer.path("data");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
