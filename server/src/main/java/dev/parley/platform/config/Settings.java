package dev.parley.platform.config;

import dev.parley.platform.limits.Limit;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The settings of this start: the configuration file, overruled by the environment. A name nobody knows stops the
/// start, so that a misspelt setting is never silently ignored.
public final class Settings {
    private static final String PREFIX = "PARLEY_";
    private static final String LIMIT_PREFIX = "LIMIT_";
    /// Names that the launcher reads.
    private static final List<String> LAUNCHER = List.of("CONFIG", "JAVA_HOME", "JAVA_OPTIONS");

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /// Reads `environment` and, if it names one with `PARLEY_CONFIG`, the configuration file.
    ///
    /// @throws InvalidSetting for an unknown name, with the nearest known one
    public static Settings read(Map<String, String> environment) {
        var values = new TreeMap<String, String>();
        var file = environment.get(PREFIX + "CONFIG");
        if (file != null) {
            readFile(Path.of(file), values);
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                values.put(known(name.substring(PREFIX.length()), name), value);
            }
        });
        return new Settings(values);
    }

    private static void readFile(Path file, Map<String, String> values) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidSetting("The configuration file " + file + " cannot be read: " + e.getMessage());
        }
        properties.stringPropertyNames().forEach(name ->
                values.put(known(name.toUpperCase(Locale.ROOT), name), properties.getProperty(name).strip()));
    }

    private static String known(String name, String asWritten) {
        if (names().anyMatch(name::equals)) {
            return name;
        }
        var nearest = names().min((a, b) -> Integer.compare(distance(a, name), distance(b, name))).orElseThrow();
        var prefix = asWritten.startsWith(PREFIX) ? PREFIX : "";
        throw new InvalidSetting("There is no setting " + asWritten + "; did you mean " + prefix + nearest + "?");
    }

    private static Stream<String> names() {
        return Stream.of(
                Arrays.stream(Setting.values()).map(Enum::name),
                Arrays.stream(Limit.values()).map(limit -> LIMIT_PREFIX + limit.name()),
                LAUNCHER.stream()).flatMap(name -> name);
    }

    /// The value as text; empty if nobody set it and it has no default.
    public Optional<String> text(Setting setting) {
        var value = values.get(setting.name());
        return Optional.ofNullable(value == null || value.isBlank() ? setting.fallback() : value);
    }

    /// The value as a list, separated by commas.
    public List<String> list(Setting setting) {
        return text(setting).stream().flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip).filter(part -> !part.isEmpty()).toList();
    }

    public int port(Setting setting) {
        var text = text(setting).orElse("");
        try {
            var port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // Falls through to the one message for every wrong port.
        }
        throw new InvalidSetting(PREFIX + setting + " must be a port between 0 and 65535, not \"" + text + "\".");
    }

    public Path directory(Setting setting) {
        return Path.of(text(setting).orElse(".")).toAbsolutePath().normalize();
    }

    /// The origin (RFC 6454) of a setting that is an address, such as `https://chat.example.com`.
    public Optional<String> origin(Setting setting) {
        return text(setting).map(text -> {
            try {
                var uri = URI.create(text);
                if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null
                        && (uri.getPath().isEmpty() || uri.getPath().equals("/"))) {
                    return uri.getScheme() + "://" + uri.getRawAuthority().toLowerCase(Locale.ROOT);
                }
            } catch (IllegalArgumentException _) {
                // Falls through to the one message for every wrong address.
            }
            throw new InvalidSetting(
                    PREFIX + setting + " must be an address without a path, such as https://chat.example.com.");
        });
    }

    /// The limits in force.
    public Map<Limit, Limit.Allowance> limits() {
        var allowances = new EnumMap<Limit, Limit.Allowance>(Limit.class);
        for (var limit : Limit.values()) {
            var text = values.getOrDefault(LIMIT_PREFIX + limit.name(), limit.fallback());
            try {
                allowances.put(limit, limit.allowance(text));
            } catch (IllegalArgumentException e) {
                throw new InvalidSetting(PREFIX + LIMIT_PREFIX + limit + ": " + e.getMessage());
            }
        }
        return allowances;
    }

    /// Levenshtein distance, for "did you mean".
    private static int distance(String a, String b) {
        var row = new ArrayList<Integer>();
        for (int j = 0; j <= b.length(); j++) {
            row.add(j);
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row.getFirst();
            row.set(0, i);
            for (int j = 1; j <= b.length(); j++) {
                int above = row.get(j);
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row.set(j, Math.min(Math.min(above, row.get(j - 1)) + 1, diagonal + cost));
                diagonal = above;
            }
        }
        return row.getLast();
    }
}
