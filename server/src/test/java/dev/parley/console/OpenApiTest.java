package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.testing.TestHub;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    /// The names that other people's programs rely on.
    private static final List<String> FIXED = List.of(
            "post /api/v1/auth/login", "post /api/v1/auth/logout", "get /api/v1/auth/me",
            "get /api/v1/agents", "post /api/v1/agents",
            "get /api/v1/agents/{id}", "patch /api/v1/agents/{id}", "delete /api/v1/agents/{id}",
            "get /api/v1/agents/{id}/identity-secret", "post /api/v1/agents/{id}/identity-secret",
            "delete /api/v1/agents/{id}/identity-secret", "post /api/v1/agents/{id}/identity-secret/rotate",
            "post /api/v1/agents/{id}/users/revoke",
            "get /api/v1/agents/{id}/invitations", "post /api/v1/agents/{id}/invitations",
            "delete /api/v1/agents/{id}/invitations/{invitation}", "post /api/v1/agents/{id}/documents",
            "get /api/v1/members", "get /api/v1/groups", "get /api/v1/api-keys", "post /api/v1/api-keys",
            "get /api/v1/audit", "get /api/v1/conversations", "post /api/v1/tenants", "get /api/v1/tenant",
            "patch /api/v1/tenant", "post /api/v1/tenant/secret/rotate");

    private final TestHub hub = TestHub.start();
    private final JsonNode document = hub.anonymous().get("/openapi.json").json();

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void everyFixedNameIsThere() {
        assertThat(operations()).containsAll(FIXED);
    }

    @Test
    void everyReferenceResolvesAndEverySchemaIsUsed() {
        var references = new HashSet<String>();
        collectReferences(document, references);

        for (var reference : references) {
            assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        }
        var schemas = new TreeSet<String>();
        document.at("/components/schemas").fieldNames().forEachRemaining(schemas::add);
        assertThat(schemas).allMatch(name -> references.contains("#/components/schemas/" + name));
    }

    @Test
    void everyOperationHasItsOwnNameASummaryItsSecurityAndItsParameters() {
        var names = new HashSet<String>();
        for (var path : document.path("paths").properties()) {
            for (var entry : path.getValue().properties()) {
                var operation = entry.getValue();
                assertThat(names.add(operation.path("operationId").asText())).as(entry.getKey() + path).isTrue();
                assertThat(operation.path("summary").asText()).endsWith(".");
                assertThat(operation.has("security")).as(path.getKey()).isTrue();
                assertThat(pathParameters(operation))
                        .isEqualTo(java.util.regex.Pattern.compile("\\{(\\w+)}").matcher(path.getKey()).results()
                                .map(found -> found.group(1)).toList());
            }
        }
    }

    private static List<String> pathParameters(JsonNode operation) {
        var names = new ArrayList<String>();
        for (var parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("path")) {
                names.add(parameter.path("name").asText());
            } else {
                assertThat(parameter.path("description").asText()).endsWith(".");
            }
        }
        return names;
    }

    @Test
    void whatTheHubAnswersHasTheShapeItPromises() {
        var agent = hub.owner().post("/api/v1/agents", dev.parley.platform.json.TestJson.of("{'name':'Shape'}")).expect(201);

        for (var required : document.at("/components/schemas/Agent/required")) {
            assertThat(agent.has(required.asText())).as(required.asText()).isTrue();
        }
        var known = new ArrayList<String>();
        document.at("/components/schemas/Agent/properties").fieldNames().forEachRemaining(known::add);
        agent.fieldNames().forEachRemaining(name -> assertThat(known).contains(name));
    }

    private Set<String> operations() {
        var operations = new TreeSet<String>();
        for (var path : document.path("paths").properties()) {
            path.getValue().fieldNames().forEachRemaining(method -> operations.add(method + " " + path.getKey()));
        }
        return operations;
    }

    private static void collectReferences(JsonNode node, Set<String> found) {
        if (node.has("$ref")) {
            found.add(node.path("$ref").asText());
        }
        node.forEach(child -> collectReferences(child, found));
    }
}
