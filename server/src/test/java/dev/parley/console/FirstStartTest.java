package dev.parley.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.parley.browser.ConsoleBrowser.WIDE;

import com.microsoft.playwright.options.AriaRole;
import dev.parley.browser.Chromium;
import dev.parley.browser.ConsoleWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a hub that was never started to the first answer of an agent, as the operator lives it: the link on the terminal is
/// all they have.
@Tag("slow")
class FirstStartTest {
    private static final Pattern LINK = Pattern.compile("(http://\\S+)(/console/setup#\\S+)");

    @TempDir
    private Path data;

    @Test
    void thePrintedLinkLeadsToTheFirstAnswer() throws IOException {
        var hub = start();
        try (var chromium = new Chromium()) {
            var link = link(hub);
            try (var window = new ConsoleWindow(link.group(1), chromium.person(WIDE))) {
                window.open(link.group(2));
                assertThat(window.page()).hasURL(link.group(1) + "/console/setup");
                window.accessible().shot("setup");
                window.fill("Your organisation", "Northwind Tea").fill("Your e-mail address", "ada@northwind.test")
                        .fill("Password", "short").press("Set up");
                assertThat(window.field("Password")).isFocused();
                window.watch().expect("status of 400");
                window.accessible();
                window.fill("Password", "a long and quiet evening").press("Set up");
                assertThat(window.heading()).hasText("Agents");
                assertThat(window.page().getByRole(AriaRole.NAVIGATION).getByText("Northwind Tea")).isVisible();
                assertThat(window.page().getByText("No agent yet")).isVisible();
                window.accessible().shot("first-start");

                window.link("New agent").first().click();
                window.fill("Name", "Order helper").press("Create agent");
                assertThat(window.heading()).hasText("Order helper");
                var chat = window.page().frameLocator("iframe");
                chat.getByRole(AriaRole.TEXTBOX).fill("Where is my parcel?");
                chat.getByRole(AriaRole.TEXTBOX).press("Enter");
                assertThat(chat.getByText("no documents to answer from")).isVisible();
                window.accessible().shot("first-chat");
            }
        } finally {
            hub.destroy();
        }
    }

    private Process start() throws IOException {
        var builder = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), "dev.parley.Main", "run"));
        builder.environment().putAll(Map.of("PARLEY_PORT", "0", "PARLEY_DATA", Files.createDirectory(data.resolve("hub")).toString()));
        return builder.redirectError(data.resolve("hub.log").toFile()).start();
    }

    /// What the hub prints when nobody can sign in yet: its address, and the link behind it.
    private static MatchResult link(Process hub) throws IOException {
        var lines = hub.inputReader();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var found = LINK.matcher(line);
            if (found.find()) {
                return found.toMatchResult();
            }
        }
        throw new AssertionError("The hub printed no link");
    }
}
