package dev.parley.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route.Parameter;
import dev.parley.platform.json.Json;
import java.util.List;
import java.util.function.Function;

/// Which part of a list is asked for: `?before=` the `next` of the page before, `&limit=` 1 to 200, 50 if absent.
record Page(Cursor before, int limit) {
    private static final int LONGEST = 200;
    private static final int USUAL = 50;

    static final Parameter LIMIT = new Parameter("limit", "How many at most: 1 to 200, 50 if it is left out.");
    static final List<Parameter> PARAMETERS = List.of(new Parameter("before", "The next of the page before."), LIMIT);

    static Page of(Request request) {
        var before = request.query("before").map(text -> Cursor.decode(text).orElseThrow(() ->
                Refused.field("before", "Give the \"next\" of the page before, unchanged."))).orElse(Cursor.START);
        return new Page(before, limit(request));
    }

    static int limit(Request request) {
        return request.query("limit").map(text -> {
            if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LONGEST) {
                throw Refused.field("limit", "Give a limit from 1 to " + LONGEST + ".");
            }
            return Integer.parseInt(text);
        }).orElse(USUAL);
    }

    /// How many rows to ask for: one more than are shown tells whether there is a next page.
    int rows() {
        return limit + 1;
    }

    /// `{items, next?}` of the rows that were found.
    <T> Response answer(List<T> found, Function<T, ObjectNode> json, Function<T, Cursor> cursor) {
        return Response.ok(json(found, json, cursor));
    }

    <T> ObjectNode json(List<T> found, Function<T, ObjectNode> json, Function<T, Cursor> cursor) {
        return json(found, limit, json, row -> cursor.apply(row).encode());
    }

    static <T> Response answer(List<T> found, int limit, Function<T, ObjectNode> json, Function<T, String> next) {
        return Response.ok(json(found, limit, json, next));
    }

    static <T> ObjectNode json(List<T> found, int limit, Function<T, ObjectNode> json, Function<T, String> next) {
        var shown = found.subList(0, Math.min(limit, found.size()));
        var page = Json.object();
        page.set("items", Json.array(shown.stream().map(json).toList()));
        if (found.size() > limit) {
            page.put("next", next.apply(shown.getLast()));
        }
        return page;
    }
}
