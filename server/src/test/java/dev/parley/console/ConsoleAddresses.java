package dev.parley.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Every address of the console, read from its own table of routes, so that a new page is tested from its first day.
final class ConsoleAddresses {
    private static final Path ROUTES = Path.of("..", "web", "console", "src", "routes.ts");
    private static final Pattern PATTERN = Pattern.compile("pattern: '(/[^']*)'");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private ConsoleAddresses() {}

    /// The addresses of every page, with what stands in this world for their parameters.
    static List<String> of(ConsoleWorld world) {
        var addresses = new ArrayList<String>();
        for (var pattern : patterns()) {
            fill(pattern, world, addresses);
        }
        return addresses;
    }

    /// `/` is left out, since it only leads to another page.
    private static List<String> patterns() {
        try {
            return PATTERN.matcher(Files.readString(ROUTES)).results().map(found -> found.group(1))
                    .filter(each -> !each.equals("/")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(String pattern, ConsoleWorld world, List<String> addresses) {
        var parameter = PARAMETER.matcher(pattern);
        if (!parameter.find()) {
            addresses.add("/console" + pattern);
            return;
        }
        world.place(name(parameter.group(1), pattern))
                .forEach(value -> fill(parameter.replaceFirst(value), world, addresses));
    }

    /// `{id}` is what the segment before it lists.
    private static String name(String parameter, String pattern) {
        if (!parameter.equals("id")) {
            return parameter;
        }
        var before = pattern.substring(1, pattern.indexOf("/{id}"));
        return before.substring(before.lastIndexOf('/') + 1).replaceFirst("s$", "");
    }
}
