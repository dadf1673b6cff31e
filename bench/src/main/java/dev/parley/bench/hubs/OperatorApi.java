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

/// The few calls of `/api/v1` that set up an agent to be measured.
final class OperatorApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final int port;
    private final String accessToken;

    private OperatorApi(HttpClient client, int port, String accessToken) {
        this.client = client;
        this.port = port;
        this.accessToken = accessToken;
    }

    static OperatorApi login(int port, String email, String password) throws IOException {
        var nobody = new OperatorApi(HttpClient.newHttpClient(), port, "");
        var data = nobody.post("/api/v1/auth/login", Map.of("email", email, "password", password));
        return new OperatorApi(nobody.client, port, data.path("accessToken").asText());
    }

    /// The id of a new private agent that asks the scripted model.
    String makeAgent(String slug, String modelBaseUrl) throws IOException {
        var model = Map.of("provider", "openai", "baseUrl", modelBaseUrl, "model", "scripted", "apiKey", "bench");
        return post("/api/v1/agents", Map.of(
                "name", "Bench", "slug", slug, "instructions", "You are a helpful assistant.",
                "access", "private", "model", model)).path("id").asText();
    }

    String generateSecret(String agent) throws IOException {
        return post("/api/v1/agents/" + agent + "/identity-secret", Map.of()).path("secret").asText();
    }

    private JsonNode post(String path, Map<String, ?> body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (!accessToken.isEmpty()) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            var answer = JSON.readTree(response.body());
            if (!answer.path("success").asBoolean()) {
                throw new IOException("POST " + path + " answered " + response.statusCode() + ": " + response.body());
            }
            return answer.path("data");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
