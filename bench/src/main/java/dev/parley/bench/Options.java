package dev.parley.bench;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What the command line asks for.
record Options(boolean quick, Set<Part> parts) {
    static final String USAGE = "Usage: ./parley bench [--quick] [--only a,c]   (parts a to h)";

    /// @throws IllegalArgumentException for an argument that is unknown
    static Options parse(String... arguments) {
        var quick = false;
        var parts = EnumSet.allOf(Part.class);
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--only" -> {
                    if (++i == arguments.length) {
                        throw new IllegalArgumentException(USAGE);
                    }
                    parts = parts(arguments[i]);
                }
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        return new Options(quick, parts);
    }

    private static EnumSet<Part> parts(String letters) {
        var parts = EnumSet.noneOf(Part.class);
        for (var letter : letters.split(",", -1)) {
            try {
                parts.add(Part.valueOf(letter.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("There is no part " + letter + ". " + USAGE, e);
            }
        }
        return parts;
    }
}
