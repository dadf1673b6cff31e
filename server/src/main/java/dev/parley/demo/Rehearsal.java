package dev.parley.demo;

import dev.parley.Server;
import dev.parley.platform.config.Settings;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A busy minute of a hub in a few seconds, played once at build time: the JVM records which classes and methods are hot,
/// and every later start begins with that knowledge (JEP 514 and JEP 515).
public final class Rehearsal {
    private static final int USERS = 32;
    private static final int QUESTIONS = 10;
    private static final String EMAIL = "stage@rehearsal.example";

    private Rehearsal() {}

    /// Starts a hub, lets users chat with a model on this machine, and stops the hub.
    public static void run(Map<String, String> environment) {
        var password = Ids.secret();
        try (var model = new ScriptedModel()) {
            var settings = new HashMap<>(environment);
            settings.put("PARLEY_ADMIN_EMAIL", EMAIL);
            settings.put("PARLEY_ADMIN_PASSWORD", password);
            settings.put("PARLEY_PRIVATE_HOSTS", model.host());
            settings.put("PARLEY_LIMIT_SENDS_PER_USER", "off");
            try (var server = Server.start(Settings.read(settings))) {
                play(server.url(), HubClient.signIn(server.url(), EMAIL, password), model);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The rehearsal's model cannot listen", e);
        }
    }

    private static void play(String hub, HubClient operator, ScriptedModel model) {
        var definition = Json.object().put("name", "Rehearsal").put("greeting", "Hello {{name}}")
                .put("instructions", "You help {{name}}, who is on the plan {{plan}}.");
        definition.putObject("model").put("provider", "openai").put("model", "scripted").put("apiKey", "none")
                .put("baseUrl", "http://" + model.host() + "/v1");
        var agent = operator.post("/api/v1/agents", definition).path("id").asText();
        var secret = operator.post("/api/v1/agents/" + agent + "/identity-secret", Json.object()).path("secret").asText();
        var address = URI.create(hub.replaceFirst("^http", "ws") + "/embed/v1/agents/" + agent + "/chat");
        everybodyAsks(address, new TokenSigner(secret, Clock.systemUTC()));
    }

    private static void everybodyAsks(URI address, TokenSigner signer) {
        try (var http = HttpClient.newHttpClient(); var users = Executors.newVirtualThreadPerTaskExecutor()) {
            var chats = new ArrayList<Future<?>>();
            for (int user = 0; user < USERS; user++) {
                var token = signer.sign("user" + user + "@rehearsal.example", "User " + user, "pro", Duration.ofHours(1));
                chats.add(users.submit(() -> {
                    for (int question = 0; question < QUESTIONS; question++) {
                        RehearsedChat.ask(http, address, token, "question " + question, "What comes next?");
                    }
                }));
            }
            for (var chat : chats) {
                chat.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during the rehearsal", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The rehearsal failed: " + e.getCause(), e);
        }
    }
}
