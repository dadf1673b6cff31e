package dev.parley.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a handler answers.
public sealed interface Response {
    /// Headers besides the ones that follow from the kind of response.
    Map<String, String> headers();

    /// `{"success":true,"data":…}` with that status.
    record Data(int status, JsonNode data, Map<String, String> headers) implements Response {}

    /// A body sent as it is.
    record Bytes(int status, String contentType, byte[] body, Map<String, String> headers) implements Response {}

    /// A body that is written while it is read, of a length nobody knows before; the writer runs until it returns. An
    /// exception breaks the connection off, so that nobody takes a part for the whole.
    record Streamed(String contentType, BodyWriter writer, Map<String, String> headers) implements Response {}

    /// Writes one body on the request's virtual thread.
    interface BodyWriter {
        void write(OutputStream out) throws IOException;
    }

    /// A stream of server-sent events (WHATWG HTML, section 9.2); the writer runs until it returns.
    record Events(EventWriter writer, Map<String, String> headers) implements Response {}

    /// Writes the events of one response on the request's virtual thread.
    interface EventWriter {
        void write(EventSink sink) throws IOException;
    }

    /// Where events go; each call returns when the event was handed to the socket.
    interface EventSink {
        /// @throws IOException if the reader is gone
        void send(String event, String data) throws IOException;

        /// Sends a comment, so that a proxy keeps a quiet stream open and a lost reader is noticed.
        ///
        /// @throws IOException if the reader is gone
        void keepAlive() throws IOException;
    }

    static Response ok(JsonNode data) {
        return new Data(200, data, Map.of());
    }

    static Response created(JsonNode data) {
        return new Data(201, data, Map.of());
    }

    /// Success with nothing to tell.
    static Response done() {
        return ok(JsonNodeFactory.instance.objectNode());
    }

    static Response bytes(String contentType, byte[] body, Map<String, String> headers) {
        return new Bytes(200, contentType, body, headers);
    }

    /// A file to keep, which no page shows and no cache stores.
    ///
    /// @param name its name, in ASCII without quotes
    static Response file(String contentType, String name, BodyWriter writer) {
        return new Streamed(contentType, writer, Map.of("Cache-Control", "no-store",
                "Content-Disposition", "attachment; filename=\"" + name + "\""));
    }

    static Response events(EventWriter writer) {
        return new Events(writer, Map.of());
    }

    /// The same response with one more header.
    default Response with(String name, String value) {
        var more = new LinkedHashMap<>(headers());
        more.put(name, value);
        return switch (this) {
            case Data(var status, var data, var _) -> new Data(status, data, more);
            case Bytes(var status, var type, var body, var _) -> new Bytes(status, type, body, more);
            case Streamed(var type, var writer, var _) -> new Streamed(type, writer, more);
            case Events(var writer, var _) -> new Events(writer, more);
        };
    }
}
