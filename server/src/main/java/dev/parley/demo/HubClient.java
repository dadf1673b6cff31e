package dev.parley.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// The hub's operators' API, as any program would call it.
final class HubClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String hub;
    private final String accessToken;

    private HubClient(String hub, String accessToken) {
        this.hub = hub;
        this.accessToken = accessToken;
    }

    static HubClient signIn(String hub, String email, String password) {
        var anonymous = new HubClient(hub, "");
        var login = anonymous.post("/api/v1/auth/login", Json.object().put("email", email).put("password", password));
        return new HubClient(hub, login.path("accessToken").asText());
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, ObjectNode body) {
        return send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    JsonNode patch(String path, ObjectNode body) {
        return send(request(path).header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    private HttpRequest.Builder request(String path) {
        var builder = HttpRequest.newBuilder(URI.create(hub + path));
        return accessToken.isEmpty() ? builder : builder.header("Authorization", "Bearer " + accessToken);
    }

    private JsonNode send(HttpRequest.Builder builder) {
        var request = builder.build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            var body = StrictJson.object(response.body());
            if (!body.path("success").asBoolean()) {
                throw new IllegalStateException("The hub refused " + request.method() + " " + request.uri().getPath()
                        + ": " + body.path("error").path("detail").asText());
            }
            return body.path("data");
        } catch (IOException | MalformedJson e) {
            throw new IllegalStateException("The hub did not answer " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the hub was asked", e);
        }
    }
}
