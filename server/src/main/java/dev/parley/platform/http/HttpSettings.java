package dev.parley.platform.http;

import dev.parley.platform.config.Setting;
import dev.parley.platform.config.Settings;
import java.util.List;
import java.util.Optional;

/// Where the hub listens and under which names it is reached.
///
/// @param port          0 picks a free one
/// @param publicOrigin  the origin people use, where it differs from the `Host` of each request
/// @param consoleOrigin the console's own origin, where it has one
public record HttpSettings(
        String host, int port, Optional<String> publicOrigin, Optional<String> consoleOrigin,
        TrustedProxies trustedProxies) {

    public static HttpSettings from(Settings settings) {
        return new HttpSettings(
                settings.text(Setting.HOST).orElseThrow(),
                settings.port(Setting.PORT),
                settings.origin(Setting.PUBLIC_URL),
                settings.origin(Setting.CONSOLE_URL),
                TrustedProxies.of(settings.list(Setting.TRUSTED_PROXIES)));
    }

    /// The origins under which this hub was told it is reached.
    List<String> ownOrigins() {
        return java.util.stream.Stream.of(publicOrigin, consoleOrigin).flatMap(Optional::stream).toList();
    }
}
