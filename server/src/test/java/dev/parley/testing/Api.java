package dev.parley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The hub's HTTP interface with one credential; an empty bearer is nobody.
public record Api(String url, String bearer) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /// What came back.
    public record Answer(int status, HttpHeaders headers, byte[] bytes) {
        public JsonNode json() {
            try {
                return StrictJson.object(bytes);
            } catch (MalformedJson e) {
                throw new AssertionError("Not a JSON object: " + text(), e);
            }
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /// The data of a success with that status.
        public JsonNode expect(int expected) {
            if (status != expected) {
                throw new AssertionError("Expected " + expected + ", got " + status + ": " + text());
            }
            return json().path("data");
        }

        /// The code of a refusal with that status.
        public String refusal(int expected) {
            expect(expected);
            return json().path("error").path("code").asText();
        }
    }

    /// @param headers names and values in turn
    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, JsonNode body, String... headers) {
        return send("POST", path, Json.bytes(body), headers);
    }

    public Answer patch(String path, JsonNode body, String... headers) {
        return send("PATCH", path, Json.bytes(body), headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    public Answer send(String method, String path, byte @Nullable [] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url + path));
        request.method(method, body == null
                ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        var named = Arrays.asList(headers);
        if (body != null && !named.contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
