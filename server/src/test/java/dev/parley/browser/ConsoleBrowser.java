package dev.parley.browser;

import com.microsoft.playwright.BrowserContext;
import dev.parley.testing.TestHub;
import java.util.Map;

/// A hub and a Chromium for the tests of the console's screens: one of each for a test class.
public final class ConsoleBrowser implements AutoCloseable {
    public static final int WIDE = 1280;
    public static final int MIDDLE = 768;
    public static final int NARROW = 360;

    private final TestHub hub;
    private final Chromium chromium = new Chromium();

    public ConsoleBrowser(TestHub hub) {
        this.hub = hub;
    }

    /// Its own hub, on which people may sign in as often as a test class needs.
    public ConsoleBrowser() {
        this(TestHub.start(Map.of("PARLEY_LIMIT_LOGINS", "off")));
    }

    public TestHub hub() {
        return hub;
    }

    public Chromium chromium() {
        return chromium;
    }

    /// A window of a fresh profile in which nobody is signed in.
    public ConsoleWindow stranger(int width) {
        return in(chromium.person(width));
    }

    /// A window in which the first member, who is owner and operator, is signed in.
    public ConsoleWindow owner(int width) {
        return signedIn(width, TestHub.EMAIL, TestHub.PASSWORD);
    }

    /// A window in which that member signed in through the page.
    public ConsoleWindow signedIn(int width, String email, String password) {
        var window = stranger(width);
        window.signIn(email, password);
        return window;
    }

    /// A window of a profile that was made otherwise, such as with dark colours.
    public ConsoleWindow in(BrowserContext profile) {
        return new ConsoleWindow(hub.url(), profile);
    }

    @Override
    public void close() {
        chromium.close();
        hub.close();
    }
}
