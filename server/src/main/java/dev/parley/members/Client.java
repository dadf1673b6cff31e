package dev.parley.members;

import dev.parley.platform.http.Request;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Where somebody signs in.
///
/// @param browser in words, for people to read
/// @param mark    what this browser was given when somebody last signed in with it; null if nothing
public record Client(InetAddress address, String browser, @Nullable String mark) {
    public static Client of(Request request) {
        return new Client(request.address(), UserAgents.inWords(request.header("User-Agent").orElse("")),
                BrowserCookie.mark(request).orElse(null));
    }

    @Override
    public String toString() {
        return "Client[" + address.getHostAddress() + ", " + browser + "]";
    }
}
