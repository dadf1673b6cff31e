package dev.parley.platform.web;

import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.web.WebFiles.Form;
import dev.parley.platform.web.WebFiles.WebFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The scripts and styles of the browser side. Files whose name has their hash are kept for ever; those that other
/// people's pages name are asked for anew on each load and answered from their entity tag.
public final class StaticFiles {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String REVALIDATE = "public, no-cache";

    private final WebFiles files;

    public StaticFiles(WebFiles files) {
        this.files = files;
    }

    public List<Route> routes() {
        var routes = new ArrayList<Route>();
        routes.add(new Route("GET", "/assets/{file}", Route.Rule.ANYONE,
                new Operation("asset", "files", "A script or style of the hub's own pages."), this::asset));
        for (var file : files.all()) {
            if (!file.isHashed()) {
                routes.add(new Route("GET", "/" + file.path(), Route.Rule.ANYONE,
                        new Operation(operationId(file), "files", "A script for other people's pages."),
                        request -> serve(file, request)));
            }
        }
        return routes;
    }

    private Response asset(Request request) {
        return files.at("assets/" + request.pathParameter("file"))
                .map(file -> serve(file, request))
                .orElseThrow(() -> Refused.notFound("file"));
    }

    private static Response serve(WebFile file, Request request) {
        var accepted = request.header("Accept-Encoding").orElse("");
        var form = file.forms().stream().filter(each -> accepts(accepted, each.encoding())).findFirst()
                .orElse(file.forms().getLast());
        boolean known = request.header("If-None-Match").filter(tags -> names(tags, form)).isPresent();
        var response = known
                ? new Response.Bytes(304, file.type(), new byte[0], headers(file, form))
                : new Response.Bytes(200, file.type(), form.bytes(), headers(file, form));
        return form.encoding().equals("identity") ? response : response.with("Content-Encoding", form.encoding());
    }

    private static Map<String, String> headers(WebFile file, Form form) {
        return Map.of(
                "ETag", form.tag(),
                "Vary", "Accept-Encoding",
                "Cache-Control", file.isHashed() ? FOR_EVER : REVALIDATE,
                "Cross-Origin-Resource-Policy", "cross-origin",
                "Access-Control-Allow-Origin", "*");
    }

    /// Whether an `Accept-Encoding` names a coding without weighing it zero (RFC 9110, section 12.5.3).
    private static boolean accepts(String accepted, String encoding) {
        return Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(",", -1)).map(part -> part.split(";", 2))
                .anyMatch(part -> part[0].strip().equals(encoding)
                        && (part.length == 1 || !part[1].strip().matches("q=0(\\.0*)?")));
    }

    /// Whether an `If-None-Match` names the form the client would get (RFC 9110, section 13.1.2).
    private static boolean names(String tags, Form form) {
        return Arrays.stream(tags.split(",", -1)).map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(form.tag()) || tag.equals("W/" + form.tag()));
    }

    private static String operationId(WebFile file) {
        return "script_" + file.path().replaceAll("[^A-Za-z0-9]", "_");
    }
}
