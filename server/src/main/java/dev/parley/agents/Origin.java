package dev.parley.agents;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The grammar of an allowed origin: what a browser sends as `Origin` (RFC 6454, section 6.2), or `*`. Nothing else
/// ever reaches a `Content-Security-Policy` header.
final class Origin {
    private static final Pattern GRAMMAR = Pattern.compile(
            "(https?)://((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*|\\[[0-9a-f:.]{2,45}])"
                    + "(?::([1-9][0-9]{0,4}))?");

    private Origin() {}

    /// The origin as a browser writes it: in small letters, without the scheme's own port.
    static Optional<String> parse(String text) {
        if (text.equals("*")) {
            return Optional.of(text);
        }
        var matcher = GRAMMAR.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || matcher.group(2).length() > 253) {
            return Optional.empty();
        }
        var scheme = matcher.group(1);
        var bare = scheme + "://" + matcher.group(2);
        if (matcher.group(3) == null) {
            return Optional.of(bare);
        }
        var port = Integer.parseInt(matcher.group(3));
        if (port > 65_535) {
            return Optional.empty();
        }
        return Optional.of(port == (scheme.equals("https") ? 443 : 80) ? bare : bare + ":" + port);
    }
}
