package dev.parley.embed;

import java.util.List;
import java.util.Map;

/// The headers of a page that strangers may frame.
final class FrameSecurity {
    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data: blob:; font-src 'self'; form-action 'none'; base-uri 'none';"
            + " require-trusted-types-for 'script'; trusted-types lit-html; frame-ancestors ";

    private static final String PERMISSIONS = "accelerometer=(), autoplay=(), camera=(), display-capture=(),"
            + " encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(),"
            + " payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=(),"
            + " clipboard-write=(self)";

    private FrameSecurity() {}

    /// @param allowedOrigins who may frame the page; where nobody is listed everybody may, since the frame ticket then
    ///                       admits identity tokens alone
    static Map<String, String> headers(List<String> allowedOrigins) {
        boolean anyone = allowedOrigins.isEmpty() || allowedOrigins.contains("*");
        return framedBy(anyone ? "*" : String.join(" ", allowedOrigins));
    }

    /// For a page that only pages of this hub may frame.
    static Map<String, String> ownPagesOnly() {
        return framedBy("'self'");
    }

    private static Map<String, String> framedBy(String ancestors) {
        return Map.of(
                "Content-Security-Policy", CONTENT + ancestors,
                "Permissions-Policy", PERMISSIONS,
                "Cache-Control", "no-store",
                "Cross-Origin-Embedder-Policy", "credentialless",
                "Cross-Origin-Resource-Policy", "cross-origin");
    }
}
