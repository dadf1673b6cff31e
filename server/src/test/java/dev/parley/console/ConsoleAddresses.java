package dev.parley.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return patterns().stream().flatMap(pattern -> fill(pattern, world).stream()).toList();
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

    /// Every address of a pattern: each value of its first parameter with each of its second, and so on.
    private static List<String> fill(String pattern, ConsoleWorld world) {
        var addresses = List.of("/console" + pattern);
        var parameters = PARAMETER.matcher(pattern).results().toList();
        for (var parameter : parameters) {
            var values = world.place(pattern.substring(0, parameter.end()));
            addresses = addresses.stream().flatMap(address -> values.stream().map(value ->
                    address.replace(parameter.group(), value))).toList();
        }
        return addresses;
    }
}
