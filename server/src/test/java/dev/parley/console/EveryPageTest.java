package dev.parley.console;

import static dev.parley.browser.ConsoleBrowser.MIDDLE;
import static dev.parley.browser.ConsoleBrowser.NARROW;
import static dev.parley.browser.ConsoleBrowser.WIDE;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.parley.browser.Axe;
import dev.parley.browser.ConsoleBrowser;
import dev.parley.browser.ConsoleWindow;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Every page of the console at three widths: nothing that axe finds by day in the widest and by night in the narrowest,
/// nothing wider than its window, no error that only the browser's console tells, no request to anywhere else.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageTest {
    private static final int HEIGHT = 900;

    private final ConsoleBrowser console = new ConsoleBrowser();
    private final ConsoleWorld world = ConsoleWorld.ordinary(console.hub());
    private final ConsoleWindow window = console.owner(WIDE);

    @AfterAll
    void stop() {
        window.close();
        console.close();
    }

    @TestFactory
    Stream<DynamicTest> isAccessibleAndFitsItsWindow() {
        return ConsoleAddresses.of(world).stream().map(address -> DynamicTest.dynamicTest(address, () -> look(address)));
    }

    private void look(String address) {
        var page = window.page();
        page.setViewportSize(WIDE, HEIGHT);
        colours(page, ColorScheme.LIGHT);
        window.open(address).settled();
        var name = address.replaceAll("[a-z]{3}_[A-Za-z0-9]+", "x").replaceAll("\\W+", "-").substring(1);
        for (int width : List.of(WIDE, MIDDLE, NARROW)) {
            page.setViewportSize(width, HEIGHT);
            Axe.checkWidth(page);
            window.shot(name + "-" + width);
        }
        colours(page, ColorScheme.DARK);
        Axe.check(page);
        window.shot(name + "-" + NARROW + "-dark");
        page.setViewportSize(WIDE, HEIGHT);
        window.shot(name + "-" + WIDE + "-dark");
        colours(page, ColorScheme.LIGHT);
        Axe.check(page);
        window.watch().check();
    }

    /// Without transitions, in the middle of which no colour is the one that was meant.
    private static void colours(Page page, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
    }
}
