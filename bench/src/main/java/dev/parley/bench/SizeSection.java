package dev.parley.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.bench.hubs.NodePackages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Gzipped bytes of what a browser loads, beside a published chat widget of the npm registry.
final class SizeSection implements Section {
    private static final String PEER = "deep-chat";
    private static final String PEER_FILE = "deep-chat/dist/deepChat.bundle.js";

    @Override
    public List<Line> measure(Run run) throws IOException {
        var dist = run.root().resolve("web/dist");
        var manifest = new ObjectMapper().readTree(Files.readString(dist.resolve("manifest.json")));
        double peer = gzipped(NodePackages.install(run.root()).resolve(PEER_FILE));
        var lines = new ArrayList<Line>();
        lines.add(line("chat frame, script and style, gzipped",
                sum(dist, manifest, List.of("boot.js", "frame.js", "frame.css")), peer, 60));
        if (manifest.has("parley.js")) {
            lines.add(line("loader, gzipped", sum(dist, manifest, List.of("parley.js")), peer, 5));
        } else {
            run.note(Part.G, "The loader parley.js is not built yet, so it has no line.");
        }
        return lines;
    }

    private static Line line(String figure, double bytes, double peer, int goalKilobytes) {
        return new Line(Part.G, figure, Unit.KILOBYTES.of(bytes), PEER, Unit.KILOBYTES.of(peer),
                Goal.atMost(Unit.KILOBYTES.of(goalKilobytes * 1024.0)));
    }

    private static double sum(Path dist, JsonNode manifest, List<String> names) throws IOException {
        double sum = 0;
        for (var name : names) {
            sum += gzipped(dist.resolve(manifest.path(name).asText()));
        }
        return sum;
    }

    private static int gzipped(Path file) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new BestGzip(out)) {
            Files.copy(file, gzip);
        }
        return out.size();
    }

    /// Gzip at the level at which assets are compressed once when they are built.
    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
