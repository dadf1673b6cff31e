package dev.parley.platform.http.client;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a request goes.
///
/// @param host as in the URI: a name, or an address, an IPv6 one in brackets
/// @param path the path and query
record Target(boolean secure, String host, int port, String path) {
    /// @throws IllegalArgumentException if it is not an absolute http or https URI with a host and without user or fragment
    static Target of(URI uri) {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if (!secure && !scheme.equals("http") || uri.getHost() == null || uri.getRawUserInfo() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("not an address such as https://api.example.com/v1");
        }
        int port = uri.getPort() < 0 ? secure ? 443 : 80 : uri.getPort();
        return new Target(secure, uri.getHost(), port, path(uri.getRawPath(), uri.getRawQuery()));
    }

    private static String path(@Nullable String path, @Nullable String query) {
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    /// The host as certificates name it, an IPv6 address without brackets.
    String name() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /// The value of the `Host` header (RFC 9110, section 7.2).
    String authority() {
        return port == (secure ? 443 : 80) ? host : host + ":" + port;
    }
}
