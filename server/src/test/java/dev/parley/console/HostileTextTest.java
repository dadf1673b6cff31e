package dev.parley.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.parley.browser.ConsoleBrowser.NARROW;
import static dev.parley.browser.ConsoleBrowser.WIDE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.parley.browser.Axe;
import dev.parley.browser.ConsoleBrowser;
import dev.parley.browser.ConsoleWindow;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// A tenant whose every text wants to be more than text: on no page of the console and nowhere in the frame does anything of
/// it run, and nothing grows wider than its window.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTextTest {
    private static final List<String> TEXTS = List.of(
            "<img src=x onerror=\"window.hit=1\">", "\"><script>window.hit=1</script>", "'onfocus='window.hit=1' autofocus='",
            "javascript:window.hit=1", "[x](javascript:window.hit=1)", "<svg/onload=window.hit=1>",
            "{{constructor.constructor('window.hit=1')()}}", "${window.hit=1}", "</textarea><style>*{display:none}</style>",
            "\u202Egnp.exe\u202C \u2066x", "Z\u0335\u0301\u0301\u0301a\u0300\u0300lgo", "\uD83D\uDC69\u200D\uD83D\uDCBB");

    private final ConsoleBrowser console = new ConsoleBrowser();
    private final ConsoleWorld world = ConsoleWorld.make(console.hub(), HostileTextTest::write);
    private final ConsoleWindow window = console.owner(WIDE);
    private final AtomicBoolean asked = new AtomicBoolean();

    /// One of the texts, and where there is room all of them and a word without end.
    private static String write(String use, int longest) {
        if (longest <= 100) {
            return TEXTS.get(Math.floorMod(use.hashCode(), TEXTS.size())) + " " + "W".repeat(40);
        }
        var all = String.join("\n\n", TEXTS) + "\n\n" + "W".repeat(10_000);
        return all.substring(0, Math.min(all.length(), longest));
    }

    @BeforeAll
    void watch() {
        window.page().onDialog(dialog -> {
            asked.set(true);
            dialog.dismiss();
        });
    }

    @AfterAll
    void stop() {
        window.close();
        console.close();
    }

    @TestFactory
    Stream<DynamicTest> isOnlyText() {
        return ConsoleAddresses.of(world).stream().map(address -> DynamicTest.dynamicTest(address, () -> {
            window.page().setViewportSize(WIDE, 900);
            window.open(address).settled();
            Axe.checkWidth(window.page());
            window.page().setViewportSize(NARROW, 900);
            Axe.checkWidth(window.page());
            nothingRan();
        }));
    }

    @Test
    void thePaletteShowsItAsItIs() {
        window.page().setViewportSize(WIDE, 900);
        window.open("/console/agents").settled();
        window.page().keyboard().press("Control+k");
        assertThat(window.page().getByRole(AriaRole.COMBOBOX)).isFocused();
        window.page().keyboard().type("WWWW");
        assertThat(window.page().getByRole(AriaRole.OPTION).first()).containsText("WWWW");
        Axe.checkWidth(window.page());
        nothingRan();
    }

    @Test
    void theFrameShowsItAsItIs() {
        for (var agent : world.place("/agents/{id}")) {
            window.page().navigate(console.hub().url() + "/agent/" + agent);
            var composer = window.page().getByRole(AriaRole.TEXTBOX);
            composer.fill(write("question", 3_000));
            composer.press("Enter");
            assertThat(window.page().getByText("window.hit=1").first()).isVisible();
            assertThat(window.page().locator("a[href^='javascript']")).hasCount(0);
            nothingRan();
        }
    }

    private void nothingRan() {
        assertThat(window.page().evaluate("() => window.hit ?? null")).isNull();
        assertThat(asked).isFalse();
        assertThat(window.page().locator("img[src=x], script:not([src]), [onerror], [onload], [onfocus]")).hasCount(0);
        window.watch().check();
    }
}
