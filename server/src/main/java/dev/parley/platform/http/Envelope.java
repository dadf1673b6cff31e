package dev.parley.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The one shape of every JSON answer: `{"success":true,"data":…}` or `{"success":false,"error":{…}}`.
public final class Envelope {
    private Envelope() {}

    public static ObjectNode success(JsonNode data) {
        var body = JsonNodeFactory.instance.objectNode().put("success", true);
        body.set("data", data);
        return body;
    }

    public static ObjectNode failure(Refused refused, String requestId) {
        var body = JsonNodeFactory.instance.objectNode().put("success", false);
        body.set("error", error(refused, requestId));
        return body;
    }

    /// `{"code","title","detail","requestId"}`, with `field` and `retryAfterMs` where the refusal has them.
    public static ObjectNode error(Refused refused, String requestId) {
        var error = JsonNodeFactory.instance.objectNode()
                .put("code", refused.code().wireName())
                .put("title", refused.code().title())
                .put("detail", refused.detail())
                .put("requestId", requestId);
        var field = refused.field();
        if (field != null) {
            error.put("field", field);
        }
        var retryAfter = refused.retryAfter();
        if (retryAfter != null) {
            error.put("retryAfterMs", retryAfter.toMillis());
        }
        return error;
    }
}
