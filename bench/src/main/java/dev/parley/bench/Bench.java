package dev.parley.bench;

import dev.parley.bench.load.QuietSocketSection;
import dev.parley.bench.load.StreamSection;
import dev.parley.bench.storage.AppendSection;
import dev.parley.bench.storage.HistorySection;
import dev.parley.bench.tokens.TokenSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// `./parley bench [--quick] [--only a,c]`, run in the checkout: measures, prints the table, and keeps the table of a
/// complete run in `bench/results/latest.md`.
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        try {
            System.exit(measure(Options.parse(arguments)) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /// True when every part could be measured, whatever it measured.
    private static boolean measure(Options options) throws IOException {
        var root = Path.of("").toAbsolutePath();
        var run = new Run(root, root.resolve("bench/target/work"), options.quick(), System.err, new ArrayList<>());
        var table = new Table(options.quick());
        for (var part : options.parts()) {
            run.progress().println("(" + part.letter() + ") " + part.title());
            try {
                table.add(section(part).measure(run));
            } catch (Exception e) {
                e.printStackTrace(run.progress());
                table.addFailure(part, e);
            }
        }
        Run.delete(run.work());
        var text = table.markdown(run.notes());
        System.out.print(text);
        keep(root, options, text);
        return table.complete();
    }

    private static Section section(Part part) {
        return switch (part) {
            case A -> new TokenSection();
            case B -> new StreamSection();
            case C -> new QuietSocketSection();
            case D -> new AppendSection();
            case E -> new HistorySection();
            case F -> new StartSection();
            case G -> new SizeSection();
            case H -> new WidgetSection();
        };
    }

    private static void keep(Path root, Options options, String text) throws IOException {
        if (!options.quick() && options.parts().size() == Part.values().length) {
            var file = root.resolve("bench/results/latest.md");
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }
}
