package dev.parley.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// What every part of one run shares.
///
/// @param root the checkout
/// @param work a directory on a real disk, empty at the start
/// @param quick only enough to see that every line works; the numbers mean little
/// @param progress where to tell what is being done
/// @param notes what the reader of the table should know besides; grows while the run goes on
public record Run(Path root, Path work, boolean quick, PrintStream progress, List<String> notes) {
    /// An empty directory of that name for one measurement.
    public Path directory(String name) throws IOException {
        var directory = work.resolve(name);
        delete(directory);
        return Files.createDirectories(directory);
    }

    public void say(String what) {
        progress.println("  " + what);
    }

    /// Tells a finding that is no line of the table, on the way and below the table.
    public void note(Part part, String finding) {
        say(finding);
        notes.add("(" + part.letter() + ") " + finding);
    }

    /// One of two numbers: for a quick run, or for a run that counts.
    public int pick(int whenQuick, int otherwise) {
        return quick ? whenQuick : otherwise;
    }

    /// Deletes the directory and everything in it, if it exists.
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
