package dev.parley.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.bench.hubs.ParleyHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// What a chat costs the page it stands on, beside two published widgets of the npm registry, in one Chromium.
final class WidgetSection implements Section {
    private static final String NO_MODEL = "http://127.0.0.1:9/v1";
    private static final String PARLEY = "parley";
    /// Name in the script's answer → the package, at a version of its own.
    private static final List<Peer> PEERS =
            List.of(new Peer("deep-chat", "deep-chat@2.4.2"), new Peer("n8n", "@n8n/chat@1.37.0"));

    private record Peer(String name, String archive) {}

    @Override
    public List<Line> measure(Run run) throws IOException {
        var work = run.directory("widgets");
        var peers = Files.createDirectories(work.resolve("peers"));
        for (var peer : PEERS) {
            unpack(peer, work, peers);
        }
        try (var hub = ParleyHub.start(run.root(), work, NO_MODEL)) {
            var output = command(work, run.root(), hub, peers, run.pick(1, 7));
            return lines(run, new ObjectMapper().readTree(output));
        }
    }

    private static List<Line> lines(Run run, JsonNode found) {
        var lines = new ArrayList<Line>();
        for (var peer : PEERS) {
            lines.add(line(found, peer, "bytes until one can type, Brotli", "bytes", Unit.KILOBYTES,
                    Goal.atMost(Unit.KILOBYTES.of(65 * 1024))));
            lines.add(line(found, peer, "requests for that", "requests", Unit.COUNT, Goal.none()));
            lines.add(line(found, peer, "page to composer, nothing cached", "cold", Unit.MILLISECONDS,
                    Goal.atMost(Unit.MILLISECONDS.of(1000))));
            lines.add(line(found, peer, "page to composer, all cached", "warm", Unit.MILLISECONDS,
                    Goal.atMost(Unit.MILLISECONDS.of(300))));
            lines.add(new Line(Part.H, "work on the page's main thread, 4x slower", work(found, PARLEY), peer.name,
                    work(found, peer.name), Goal.atMost(Unit.MILLISECONDS.of(20))));
        }
        run.note(Part.H, "Layout shift of the page: Parley %.4f, %s %.4f, %s %.4f.".formatted(
                median(found, PARLEY, "shift"), PEERS.getFirst().name, median(found, PEERS.getFirst().name, "shift"),
                PEERS.getLast().name, median(found, PEERS.getLast().name, "shift")));
        return lines;
    }

    private static Line line(JsonNode found, Peer peer, String figure, String key, Unit unit, Goal goal) {
        return new Line(Part.H, figure, unit.of(median(found, PARLEY, key)), peer.name,
                unit.of(median(found, peer.name, key)), goal);
    }

    /// Scripts, styles and layout, less those of the same page without a chat.
    private static Measure work(JsonNode found, String name) {
        var seconds = median(found, name, "work") - median(found, "nothing", "work");
        return Unit.MILLISECONDS.of(1000 * Math.max(seconds, 0));
    }

    private static double median(JsonNode found, String name, String key) {
        var values = StreamSupport.stream(found.path(name).path(key).spliterator(), false)
                .mapToDouble(JsonNode::asDouble).sorted().toArray();
        return values[values.length / 2];
    }

    private static void unpack(Peer peer, Path work, Path peers) throws IOException {
        var archive = run(new ProcessBuilder("npm", "pack", "--silent", peer.archive).directory(work.toFile())).strip();
        var directory = Files.createDirectories(peers.resolve(peer.name));
        run(new ProcessBuilder("tar", "xzf", archive, "--strip-components=1", "-C", directory.toString()).directory(work.toFile()));
    }

    private static String command(Path work, Path root, ParleyHub hub, Path peers, int rounds) throws IOException {
        var script = root.resolve("bench/widgets/measure.mjs").toString();
        var builder = new ProcessBuilder("node", script).directory(work.toFile());
        builder.environment().put("WIDGETS_ROOT", root.toString());
        builder.environment().put("WIDGETS_PEERS", peers.toString());
        builder.environment().put("WIDGETS_HUB", "http://127.0.0.1:" + hub.port());
        builder.environment().put("WIDGETS_TOKEN", hub.token(1));
        builder.environment().put("ROUNDS", Integer.toString(rounds));
        return run(builder);
    }

    /// What the program prints.
    private static String run(ProcessBuilder builder) throws IOException {
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes());
            if (process.waitFor() != 0) {
                throw new IOException(builder.command() + " failed");
            }
            return text;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
