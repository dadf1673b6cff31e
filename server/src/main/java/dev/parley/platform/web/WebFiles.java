package dev.parley.platform.web;

import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The browser side as it was built into this program, in memory: some hundred kilobytes, each file as it is and
/// compressed.
public final class WebFiles {
    private static final Logger LOG = LoggerFactory.getLogger(WebFiles.class);
    private static final String ROOT = "/web/";
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2",
            "json", "application/json");

    /// By logical name, such as `frame.js`.
    private final Map<String, WebFile> files;
    private final Map<String, WebFile> byPath;

    private WebFiles(Map<String, WebFile> files) {
        this.files = Map.copyOf(files);
        this.byPath = files.values().stream().collect(Collectors.toUnmodifiableMap(WebFile::path, file -> file));
    }

    /// One file in every form in which it is served, the smallest first.
    ///
    /// @param path below the root, without a slash before it
    record WebFile(String path, String type, List<Form> forms) {
        /// Whether its name changes with its content.
        boolean isHashed() {
            return path.startsWith("assets/");
        }
    }

    /// @param encoding the content coding (RFC 9110, section 8.4.1): `br`, `gzip` or `identity`
    /// @param tag      a strong entity tag, quotes included
    record Form(String encoding, byte[] bytes, String tag) {}

    /// Reads everything that the build's manifest names.
    public static WebFiles load() {
        var files = new HashMap<String, WebFile>();
        try {
            var manifest = read("manifest.json");
            if (manifest == null) {
                LOG.warn("This build has no browser side: its pages and scripts cannot be served");
                return new WebFiles(files);
            }
            for (var entry : StrictJson.object(manifest).properties()) {
                files.put(entry.getKey(), file(entry.getValue().asText()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJson e) {
            throw new IllegalStateException("The build's manifest of the browser side is broken", e);
        }
        return new WebFiles(files);
    }

    private static WebFile file(String path) throws IOException {
        var forms = new ArrayList<Form>();
        for (var form : List.of(Map.entry("br", ".br"), Map.entry("gzip", ".gz"), Map.entry("identity", ""))) {
            var bytes = read(path + form.getValue());
            if (bytes != null) {
                forms.add(new Form(form.getKey(), bytes, "\"" + HexFormat.of().formatHex(Hashes.sha256(bytes)).substring(0, 32) + "\""));
            }
        }
        if (forms.isEmpty() || !forms.getLast().encoding().equals("identity")) {
            throw new IOException("The build lacks " + path + ", which its manifest names");
        }
        var type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
        return new WebFile(path, type, List.copyOf(forms));
    }

    private static byte @Nullable [] read(String path) throws IOException {
        try (var in = WebFiles.class.getResourceAsStream(ROOT + path)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    Collection<WebFile> all() {
        return files.values();
    }

    /// @param path below the root, without a slash before it
    Optional<WebFile> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /// The addresses of every file whose logical name begins so, such as `console/first/`, in a settled order.
    public List<String> addresses(String prefix) {
        return files.entrySet().stream().filter(file -> file.getKey().startsWith(prefix))
                .map(file -> "/" + file.getValue().path()).sorted().toList();
    }

    /// The address a page names a file by.
    ///
    /// @throws Refused `unavailable` if this build has no such file
    public String address(String name) {
        return Optional.ofNullable(files.get(name)).map(file -> "/" + file.path())
                .orElseThrow(() -> Refused.because(ErrorCode.UNAVAILABLE,
                        "This build of the hub has no browser side. Build it with: npm run build, in web/."));
    }
}
