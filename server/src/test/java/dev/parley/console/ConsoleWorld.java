package dev.parley.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Json;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A tenant with something on every page of its console, whose every free text is chosen by the test.
///
/// @param places what stands for the last parameter of each beginning of an address, such as `/agents/{id}`
record ConsoleWorld(Map<String, List<String>> places) {
    /// Writes a text for a use such as `agent` or `question`.
    ///
    /// @see #WORDS
    @FunctionalInterface
    interface Author {
        /// @param longest the most characters that are accepted
        String write(String use, int longest);
    }

    /// What a real tenant would have.
    static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("tenant", "Northwind Tea"),
            Map.entry("agent", "Order helper"),
            Map.entry("instructions", "You help {{name}} with orders of Northwind Tea. Answer from the documents."),
            Map.entry("greeting", "Good day, {{name}}. What can I look up for you?"),
            Map.entry("starter", "Where is my parcel?"),
            Map.entry("variable", "How the shop addresses the user"),
            Map.entry("document", "shipping.md"),
            Map.entry("content", "# Shipping\n\nParcels to Europe take three to five days."),
            Map.entry("group", "Support team"),
            Map.entry("key", "Shop backend"),
            Map.entry("question", "How long does a parcel to Europe take?"),
            Map.entry("second tenant", "Fabrikam Parts"));

    /// What stands for the last parameter of the beginning of an address.
    List<String> place(String beginning) {
        return Objects.requireNonNull(places.get(beginning), () -> "The tests know no value for the end of " + beginning);
    }

    static ConsoleWorld ordinary(TestHub hub) {
        return make(hub, (use, longest) -> WORDS.getOrDefault(use, use));
    }

    static ConsoleWorld make(TestHub hub, Author author) {
        var owner = hub.owner();
        owner.patch("/api/v1/tenant", Json.object().put("name", author.write("tenant", 100))).expect(200);
        var agent = owner.post("/api/v1/agents", agent(author)).expect(201).path("id").asText();
        var member = owner.post("/api/v1/members",
                Json.object().put("email", "tom@parley.test").put("role", "builder")).expect(201).path("id").asText();
        var group = owner.post("/api/v1/groups", named(author, "group")).expect(201).path("id").asText();
        var members = Json.object();
        members.set("members", Json.texts(List.of(member)));
        owner.send("PUT", "/api/v1/groups/" + group + "/members", Json.bytes(members)).expect(200);
        var conversation = fill(owner, hub.anonymous(), "/api/v1/agents/" + agent, author);
        owner.post("/api/v1/tenants", Json.object().put("name", author.write("second tenant", 100))).expect(201);
        return new ConsoleWorld(Map.of(
                "/agents/{id}", List.of(agent),
                "/agents/{id}/share/{tab}", List.of("access", "invite", "embed"),
                "/agents/{id}/{tab}", List.of("instructions", "variables", "model", "documents", "appearance", "versions"),
                "/conversations/{id}", List.of(conversation),
                "/people/members/{member}", List.of(member),
                "/people/groups/{group}", List.of(group)));
    }

    private static ObjectNode agent(Author author) {
        var agent = named(author, "agent").put("instructions", author.write("instructions", 32_000))
                .put("greeting", author.write("greeting", 2_000));
        agent.putObject("model").put("provider", "builtin");
        agent.set("starters", Json.texts(List.of(author.write("starter", 200))));
        agent.putArray("variables").addObject().put("name", "name").put("default", author.write("there", 2_000))
                .put("description", author.write("variable", 500));
        return agent;
    }

    /// Gives the agent a document, a secret, invitations, a key and a conversation, whose id is answered.
    private static String fill(Api owner, Api visitor, String agent, Author author) {
        owner.post(agent + "/documents", named(author, "document").put("mediaType", "text/markdown")
                .put("text", author.write("content", 20_000))).expect(201);
        owner.post(agent + "/identity-secret", Json.object()).expect(200);
        var invited = Json.object();
        invited.set("invitees", Json.texts(List.of("tom@parley.test", "grace@parley.test")));
        owner.post(agent + "/invitations", invited).expect(201);
        var key = named(author, "key");
        key.set("scopes", Json.texts(List.of("embed:mint", "agents:read")));
        owner.post("/api/v1/api-keys", key).expect(201);
        var said = Json.object().put("text", author.write("question", 4_000));
        return visitor.post(agent.replace("/api/v1", "/embed/v1") + "/messages", said).expect(200).path("conversation").asText();
    }

    private static ObjectNode named(Author author, String use) {
        return Json.object().put("name", author.write(use, 100));
    }
}
