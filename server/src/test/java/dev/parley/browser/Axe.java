package dev.parley.browser;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;

/// Looks at a page with axe-core, as the browser side's dependencies have it.
public final class Axe {
    private static final String SCRIPT = read(Path.of("..", "web", "node_modules", "axe-core", "axe.min.js"));
    private static final String RUN = """
            async () => {
                document.getAnimations().filter(each => each.effect.getTiming().iterations !== Infinity)
                    .forEach(each => each.finish());
                return (await axe.run(document, { resultTypes: ['violations'], iframes: false })).violations.map(rule =>
                    rule.id + ': ' + rule.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | '));
            }""";
    /// The innermost elements that reach beyond the window, if the page does.
    private static final String WIDER = """
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll('*')]
                .filter(each => each.getBoundingClientRect().right > innerWidth + 0.5 && each.children.length === 0)
                .slice(0, 5).map(each => each.parentElement.outerHTML.slice(0, 200))""";

    private Axe() {}

    /// Fails if axe finds a violation, or if the page is wider than its window.
    public static void check(Page page) {
        run(page);
        checkWidth(page);
    }

    /// Fails if the page is wider than its window.
    public static void checkWidth(Page page) {
        Assertions.assertThat((Iterable<?>) page.evaluate(WIDER)).as("wider than its window: " + page.url()).isEmpty();
    }

    private static void run(Page page) {
        Assertions.assertThat(violations(page.mainFrame())).as("axe at " + page.url()).isEmpty();
    }

    /// What axe finds in one document when everything has faded in, without the frames in it. Where a policy keeps scripts out it must be bypassed.
    public static List<?> violations(Frame document) {
        if (!(Boolean) document.evaluate("() => 'axe' in window")) {
            document.evaluate(SCRIPT);
        }
        return (List<?>) document.evaluate(RUN);
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Run npm ci in web/ first", e);
        }
    }
}
