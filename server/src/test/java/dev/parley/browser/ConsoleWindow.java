package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// One window on the console, used by roles and labels as a person would. What goes wrong in it unseen, such as an error
/// on its console, is kept and fails the test when the window closes.
public final class ConsoleWindow implements AutoCloseable {
    private final String url;
    private final BrowserContext profile;
    private final Page page;
    private final Watch watch;

    /// @param url the hub's address
    public ConsoleWindow(String url, BrowserContext profile) {
        this.url = url;
        this.profile = profile;
        this.page = profile.newPage();
        this.watch = new Watch(page, url);
    }

    public Page page() {
        return page;
    }

    /// What goes wrong unseen in this window.
    public Watch watch() {
        return watch;
    }

    /// Opens an address such as `/console/agents` and waits until its page is ready.
    public ConsoleWindow open(String path) {
        page.navigate(url + path);
        return ready();
    }

    /// Waits until the page has its heading and nothing on it is still loading.
    public ConsoleWindow ready() {
        assertThat(page.locator("h1").first()).isVisible();
        assertThat(page.locator(".skeleton")).hasCount(0);
        return this;
    }

    /// Waits until nothing moves any more.
    public ConsoleWindow settled() {
        page.waitForFunction("() => document.getAnimations().every(each => each.playState !== 'running'"
                + " || each.effect.getTiming().iterations === Infinity)");
        return this;
    }

    /// Signs in through the sign-in page and waits for the page after it.
    public ConsoleWindow signIn(String email, String password) {
        open("/console/sign-in");
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password").fill(password);
        press("Sign in");
        page.waitForURL(Pattern.compile(".*/console/(?!sign-in).*"));
        return ready();
    }

    public Locator heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    public Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    public Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    public Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    public ConsoleWindow press(String button) {
        button(button).click();
        return this;
    }

    public ConsoleWindow fill(String label, String text) {
        field(label).fill(text);
        return this;
    }

    /// Fails if axe finds a violation on the page as it is now, or if it is wider than its window.
    public ConsoleWindow accessible() {
        Axe.check(page);
        return this;
    }

    /// Keeps a picture of the page in `target/shots` where the system property `shots` is set.
    public ConsoleWindow shot(String name) {
        if (System.getProperty("shots") != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "shots", name + ".png")).setFullPage(true));
        }
        return this;
    }

    @Override
    public void close() {
        profile.close();
        watch.check();
    }
}
