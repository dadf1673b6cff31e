package dev.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.database.Database;
import dev.parley.platform.database.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Nothing heavy is loaded before the first document or question.
final class ColdStartTest {
    /// Starts and ends knowledge on an empty database.
    static final class Start {
        public static void main(String[] arguments) {
            try (var database = TestDatabases.open(Database.Dialect.SQLITE); var knowledge = new SampleKnowledge(database)) {
                knowledge.documents();
            }
            System.exit(0);
        }
    }

    @Test
    void startingLoadsNeitherTheModelNorReadersOfDocuments() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-Xlog:class+load:stdout", "-cp", System.getProperty("java.class.path"),
                Start.class.getName()).redirectErrorStream(true).start();
        var loaded = process.inputReader().lines()
                .filter(line -> line.contains(" source: "))
                .filter(line -> line.contains("ai.onnxruntime.") || line.contains("org.apache.pdfbox.")
                        || line.contains("org.jsoup.") || line.contains("org.commonmark.") || line.contains("MiniLm"))
                .toList();
        assertThat(process.waitFor()).isZero();
        assertThat(loaded).isEmpty();
    }
}
