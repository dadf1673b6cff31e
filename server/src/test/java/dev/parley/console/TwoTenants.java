package dev.parley.console;

import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A hub with two tenants: the first is full of canary words, the second wants to see them.
final class TwoTenants implements AutoCloseable {
    static final String CANARY = "canary7f3a";

    final TestHub hub = TestHub.start(Map.of("PARLEY_LIMIT_LOGINS", "off"));
    final Api first = hub.owner();
    final Api second;
    /// What stands for each path parameter: the first tenant's own things.
    final Map<String, String> ids;

    TwoTenants() {
        var made = first.post("/api/v1/tenants", TestJson.of("{'name':'Second'}")).expect(201).path("owner");
        this.second = hub.signIn(made.path("email").asText(), made.path("password").asText());
        this.ids = fill();
    }

    private Map<String, String> fill() {
        var agent = make("/api/v1/agents", "{'name':'%s','instructions':'%s','greeting':'%s','access':'private'}");
        var member = make("/api/v1/members", "{'email':'%s@first.test','role':'builder'}");
        var group = make("/api/v1/groups", "{'name':'%s'}");
        var key = make("/api/v1/api-keys", "{'name':'%s','scopes':['agents:read']}");
        var document = make("/api/v1/agents/" + agent + "/documents",
                "{'name':'%s.md','mediaType':'text/markdown','text':'%s'}");
        first.post("/api/v1/agents/" + agent + "/identity-secret", TestJson.of("{}")).expect(200);
        var invitation = first.post("/api/v1/agents/" + agent + "/invitations",
                TestJson.of("{'invitees':['group:" + CANARY + "']}")).expect(201).path("items").path(0).path("id").asText();
        var conversation = first.post("/embed/v1/agents/" + agent + "/messages",
                TestJson.of("{'text':'" + CANARY + "'}")).expect(200).path("conversation").asText();
        var session = first.get("/api/v1/auth/sessions").expect(200).path("items").path(0).path("id").asText();
        var provider = make("/api/v1/model-providers", "{'name':'%s','baseUrl':'https://models.test/v1','apiKey':'%s'}");
        var ids = new HashMap<>(Map.of("id", agent, "session", session, "member", member, "group", group, "key", key, "document", document,
                "invitation", invitation, "conversation", conversation, "receipt", receipt(agent), "number", "1"));
        ids.put("provider", provider);
        return Map.copyOf(ids);
    }

    private String receipt(String agent) {
        var said = first.post("/embed/v1/agents/" + agent + "/messages", TestJson.of("{'text':'" + CANARY + "'}"));
        return first.delete("/api/v1/conversations/" + said.expect(200).path("conversation").asText()).expect(200)
                .path("receipt").asText();
    }

    private String make(String path, String body) {
        return first.post(path, TestJson.of(body.replace("%s", CANARY))).expect(201).path("id").asText();
    }

    /// Every route under `/api/v1`, as the hub itself describes them.
    List<Described> routes() {
        var routes = new ArrayList<Described>();
        var document = hub.anonymous().get("/openapi.json").json();
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (path.getKey().startsWith("/api/v1")) {
                    routes.add(new Described(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                            operation.getValue().path("x-scope").asText(), operation.getValue().path("x-role").asText()));
                }
            }
        }
        return routes;
    }

    /// @param role empty for a route that anyone may call
    record Described(String method, String template, String scope, String role) {
        boolean isGuarded() {
            return !role.isEmpty();
        }

        boolean namesSomething() {
            return template.contains("{");
        }

        /// The address with these ids in place of its parameters.
        String path(Map<String, String> ids) {
            var path = template;
            for (var id : ids.entrySet()) {
                path = path.replace("{" + id.getKey() + "}", id.getValue());
            }
            if (path.contains("{")) {
                throw new AssertionError("The tests know no value for a parameter of " + template);
            }
            return path;
        }

        Api.Answer call(Api api, Map<String, String> ids) {
            var body = method.equals("GET") || method.equals("DELETE") ? null
                    : "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            return api.send(method, path(ids), body);
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    @Override
    public void close() {
        hub.close();
    }
}
