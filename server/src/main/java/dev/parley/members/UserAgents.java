package dev.parley.members;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a `User-Agent` header (RFC 9110, section 10.1.5) says in words, such as "Firefox on Linux". Anybody may send
/// anything, so it is for people to recognise their own browsers by and decides nothing.
final class UserAgents {
    /// In this order: most browsers also call themselves by the names of others.
    private static final List<Map.Entry<String, String>> BROWSERS = List.of(
            Map.entry("Edg", "Edge"), Map.entry("OPR/", "Opera"), Map.entry("SamsungBrowser/", "Samsung Internet"), Map.entry("Vivaldi/", "Vivaldi"),
            Map.entry("Firefox/", "Firefox"), Map.entry("FxiOS/", "Firefox"), Map.entry("CriOS/", "Chrome"), Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"));
    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("iPhone", "iPhone"), Map.entry("iPad", "iPad"), Map.entry("Android", "Android"), Map.entry("Windows", "Windows"),
            Map.entry("CrOS", "ChromeOS"), Map.entry("Macintosh", "macOS"), Map.entry("Linux", "Linux"));
    private static final Pattern PROGRAM = Pattern.compile("([A-Za-z][A-Za-z0-9_.-]{0,29})(?:/[A-Za-z0-9._-]{1,20})?(?: .*)?");

    private UserAgents() {}

    static String inWords(String userAgent) {
        var browser = first(BROWSERS, userAgent);
        if (browser == null) {
            var program = PROGRAM.matcher(userAgent);
            return program.matches() && !program.group(1).equals("Mozilla") ? program.group(1) : "A program";
        }
        var system = first(SYSTEMS, userAgent);
        return system == null ? browser : browser + " on " + system;
    }

    private static @Nullable String first(List<Map.Entry<String, String>> names, String userAgent) {
        for (var name : names) {
            if (userAgent.contains(name.getKey())) {
                return name.getValue();
            }
        }
        return null;
    }
}
