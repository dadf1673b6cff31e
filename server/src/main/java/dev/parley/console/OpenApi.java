package dev.parley.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.Route.Rule;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Describes the routes of the hub as an OpenAPI 3.1 document, made from the table itself so that it cannot lag behind.
public final class OpenApi {
    private static final String COMPONENTS = "components.json";
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z]+)}");
    private static final List<String> DESCRIBED = List.of("/api/", "/auth/", "/embed/");

    private OpenApi() {}

    /// The route `GET /openapi.json`.
    ///
    /// @param routes the whole table of the hub; pages, scripts and the operators' probes are left out
    public static Route route(List<Route> routes, String version) {
        var document = Json.bytes(document(routes, version));
        return new Route("GET", "/openapi.json", Rule.ANYONE,
                new Operation("openApi", "api", "Describes this API."),
                _ -> Response.bytes("application/json", document, Map.of("Access-Control-Allow-Origin", "*")));
    }

    static ObjectNode document(List<Route> routes, String version) {
        var document = Json.object().put("openapi", "3.1.0");
        document.putObject("info").put("title", "Parley").put("version", version).put("description", """
                Success is {"success":true,"data":…}; failure is {"success":false,"error":{code,title,detail,requestId}}. \
                Lists are pages {items, next?}: give next back as ?before= for the page after. Times are ISO 8601 in UTC.""");
        document.putArray("servers").addObject().put("url", "/");
        var paths = document.putObject("paths");
        routes.stream().filter(route -> DESCRIBED.stream().anyMatch(route.path()::startsWith)).forEach(route ->
                paths.withObjectProperty(route.path()).set(route.method().toLowerCase(Locale.ROOT), operation(route)));
        document.set("components", components());
        return document;
    }

    private static ObjectNode operation(Route route) {
        var operation = route.operation();
        var json = Json.object().put("operationId", operation.id()).put("summary", operation.summary());
        json.putArray("tags").add(operation.tag());
        describe(route.rule(), json);
        var parameters = Stream.concat(
                PARAMETER.matcher(route.path()).results().map(found -> parameter(found.group(1))),
                operation.query().stream().map(OpenApi::parameter)).toList();
        if (!parameters.isEmpty()) {
            json.set("parameters", Json.array(parameters));
        }
        if (!operation.request().isEmpty()) {
            var body = json.putObject("requestBody");
            body.putObject("content").putObject("application/json").set("schema", parse(operation.request()));
        }
        var responses = json.putObject("responses");
        responses.set(Integer.toString(operation.success()), success(operation));
        responses.putObject("default").put("$ref", "#/components/responses/Failure");
        return json;
    }

    private static ObjectNode parameter(String name) {
        var parameter = Json.object().put("name", name).put("in", "path").put("required", true);
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private static ObjectNode parameter(Route.Parameter query) {
        var parameter = Json.object().put("name", query.name()).put("in", "query")
                .put("description", query.description());
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private static void describe(Rule rule, ObjectNode operation) {
        switch (rule.kind()) {
            case ANYONE -> operation.putArray("security");
            case END_USER -> {
                var security = operation.putArray("security");
                security.addObject().putArray("identityToken");
                security.addObject();
            }
            case CALLER -> {
                var security = operation.putArray("security");
                security.addObject().putArray("bearer");
                security.addObject().putArray("cookie");
                operation.put("x-scope", rule.scope()).put("x-role", rule.role());
            }
        }
    }

    private static ObjectNode success(Operation operation) {
        if (!operation.files().isEmpty()) {
            var download = Json.object().put("description", "A file to keep.");
            var content = download.putObject("content");
            operation.files().forEach(mediaType -> content.putObject(mediaType));
            return download;
        }
        var data = operation.response().isEmpty() ? Json.object().put("type", "object") : parse(operation.response());
        var envelope = Json.object().put("type", "object");
        envelope.set("required", Json.texts(List.of("success", "data")));
        var properties = envelope.putObject("properties");
        properties.putObject("success").put("const", true);
        properties.set("data", data);
        var response = Json.object().put("description", operation.success() == 201 ? "Made." : "Done.");
        response.putObject("content").putObject("application/json").set("schema", envelope);
        return response;
    }

    private static ObjectNode components() {
        try (var in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(COMPONENTS), COMPONENTS)) {
            var components = parse(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            var code = components.withObject("/schemas/Error/properties/code");
            code.set("enum", Json.texts(Arrays.stream(ErrorCode.values()).map(ErrorCode::wireName).toList()));
            return components;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode parse(String json) {
        try {
            return StrictJson.object(json);
        } catch (MalformedJson e) {
            throw new IllegalArgumentException("A schema is not JSON: " + json, e);
        }
    }
}
