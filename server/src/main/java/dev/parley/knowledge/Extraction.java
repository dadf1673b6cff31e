package dev.parley.knowledge;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Reads the text of documents.
///
/// A PDF of a few kilobytes can unfold to gigabytes, and a library that fills the heap takes the whole server with it.
/// Only small documents of formats that cannot unfold are therefore read here; all others in a process of their own,
/// with a small heap, no environment and a deadline.
final class Extraction {
    sealed interface Result permits Extracted, Failed {}

    record Extracted(List<Block> blocks) implements Result {}

    /// @param problem one sentence for the document's owner
    record Failed(String problem) implements Result {}

    static final String TOO_LARGE_TO_READ =
            "This document could not be read within the memory and time a document may take; simplify or split it.";
    private static final int READ_HERE = 256 * 1024;
    private static final String HEAP = "-Xmx256m";

    private final Duration deadline;

    /// @param deadline how long reading one document may take
    Extraction(Duration deadline) {
        this.deadline = deadline;
    }

    Result extract(MediaType type, byte[] content) throws InterruptedException {
        return type != MediaType.PDF && content.length <= READ_HERE
                ? ExtractionProcess.read(type, content)
                : readElsewhere(type, content);
    }

    private Result readElsewhere(MediaType type, byte[] content) throws InterruptedException {
        Process process;
        try {
            process = start(type);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Could not start a process to read a document", e);
        }
        // Both pipes end when the process does, so no thread outlives it.
        var writer = Thread.ofVirtual().start(() -> write(process.getOutputStream(), content));
        var output = new java.util.concurrent.atomic.AtomicReference<byte[]>(new byte[0]);
        var reader = Thread.ofVirtual().start(() -> output.set(readAll(process)));
        try {
            boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || process.exitValue() != 0) {
                return new Failed(TOO_LARGE_TO_READ);
            }
            reader.join();
            return decode(output.get());
        } finally {
            process.destroyForcibly();
            writer.join();
            reader.join();
        }
    }

    private static Process start(MediaType type) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ProcessBuilder(java, HEAP, "-Xss4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"),
                ExtractionProcess.class.getName(), type.name());
        command.environment().clear();
        return command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static void write(OutputStream pipe, byte[] content) {
        try (pipe) {
            pipe.write(content);
        } catch (IOException e) {
            // The process has ended early; its exit code tells.
        }
    }

    private static byte[] readAll(Process process) {
        // Each character is at most three bytes and each block has a header of five.
        int most = Blocks.MAX_CHARACTERS * 8;
        try (var pipe = process.getInputStream()) {
            var bytes = pipe.readNBytes(most);
            if (bytes.length == most) {
                process.destroyForcibly();
            }
            return bytes;
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static Result decode(byte[] output) {
        try (var in = new DataInputStream(new ByteArrayInputStream(output))) {
            if (!in.readBoolean()) {
                return new Failed(in.readUTF());
            }
            var blocks = new ArrayList<Block>();
            for (int left = in.readInt(); left > 0; left--) {
                int level = in.readByte();
                blocks.add(new Block(level, new String(in.readNBytes(in.readInt()), java.nio.charset.StandardCharsets.UTF_8)));
            }
            return new Extracted(blocks);
        } catch (IOException e) {
            return new Failed(TOO_LARGE_TO_READ);
        }
    }
}
