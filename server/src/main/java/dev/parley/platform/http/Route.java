package dev.parley.platform.http;

import java.util.List;

/// One line of the route table: a method, a path template such as `/api/v1/agents/{agent}`, who may call it, what it
/// does in one sentence, and the handler. OpenAPI, the authorisation matrix test and the metrics are made from these.
///
/// @param bodyLimit the largest body in bytes
public record Route(String method, String path, Rule rule, Operation operation, int bodyLimit, Handler handler) {
    /// 64 KiB, the limit of a request body unless a route says otherwise.
    public static final int BODY_LIMIT = 64 * 1024;

    public Route(String method, String path, Rule rule, Operation operation, Handler handler) {
        this(method, path, rule, operation, BODY_LIMIT, handler);
    }

    /// Answers one request on a virtual thread of its own; it may block.
    @FunctionalInterface
    public interface Handler {
        Response handle(Request request) throws Exception;
    }

    /// Who may call a route. The package that owns the route enforces it; this is how it is shown and tested.
    ///
    /// @param kind  how a caller proves itself
    /// @param scope the API key scope and the member role that suffice, such as `agents:write` or `builder`; empty if none
    public record Rule(Kind kind, String scope, String role) {
        public static final Rule ANYONE = new Rule(Kind.ANYONE, "", "");
        public static final Rule END_USER = new Rule(Kind.END_USER, "", "");

        /// A caller of `/api/v1`: an API key with that scope, or a member with that role or a higher one.
        public static Rule caller(String scope, String role) {
            return new Rule(Kind.CALLER, scope, role);
        }
    }

    public enum Kind { ANYONE, END_USER, CALLER }

    /// What the OpenAPI document says of a route.
    ///
    /// @param id       a unique name in camel case
    /// @param tag      the group it is shown in
    /// @param summary  one sentence
    /// @param request  the JSON schema of the body, as JSON text; empty if there is none
    /// @param response the JSON schema of `data`, as JSON text; empty if it is an empty object
    /// @param success  the status of success
    /// @param query    what may stand in the query
    /// @param files    the media types of the files it answers with, instead of an envelope with data; mostly none
    public record Operation(String id, String tag, String summary, String request, String response, int success,
            List<Parameter> query, List<String> files) {
        public Operation {
            query = List.copyOf(query);
            files = List.copyOf(files);
        }

        public Operation(String id, String tag, String summary) {
            this(id, tag, summary, "", "", 200, List.of(), List.of());
        }

        public Operation takes(String schema) {
            return new Operation(id, tag, summary, schema, response, success, query, files);
        }

        public Operation gives(String schema) {
            return new Operation(id, tag, summary, request, schema, success, query, files);
        }

        /// Success is 201: something with an id was created.
        public Operation creates(String schema) {
            return new Operation(id, tag, summary, request, schema, 201, query, files);
        }

        public Operation asks(List<Parameter> parameters) {
            return new Operation(id, tag, summary, request, response, success, parameters, files);
        }

        public Operation givesFiles(String... mediaTypes) {
            return new Operation(id, tag, summary, request, response, success, query, List.of(mediaTypes));
        }
    }

    /// One name in a query, always optional.
    ///
    /// @param description one sentence
    public record Parameter(String name, String description) {}
}
