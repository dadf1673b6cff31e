package dev.parley.console;

import dev.parley.platform.csv.CsvWriter;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route.Parameter;
import java.util.List;

/// What an exported file is.
enum ExportFormat {
    JSON("json", "application/json"), CSV("csv", CsvWriter.MEDIA_TYPE);

    static final List<Parameter> PARAMETERS = List.of(new Parameter("format", "json, which is usual, or csv."));

    private final String wireName;
    private final String mediaType;

    ExportFormat(String wireName, String mediaType) {
        this.wireName = wireName;
        this.mediaType = mediaType;
    }

    static ExportFormat of(Request request) {
        return switch (request.query("format").orElse("json")) {
            case "json" -> JSON;
            case "csv" -> CSV;
            default -> throw Refused.field("format", "Choose json or csv.");
        };
    }

    String wireName() {
        return wireName;
    }

    Response file(String name, Response.BodyWriter writer) {
        return Response.file(mediaType, "parley-" + name + "." + wireName, writer);
    }
}
