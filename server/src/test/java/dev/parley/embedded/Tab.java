package dev.parley.embedded;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;

/// A tab that shows a page with a chat in it, and what a person does there.
final class Tab implements AutoCloseable {
    private final Page page;
    private final String hub;
    private final List<WebSocket> sockets = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    Tab(Page page, String hub) {
        this.page = page;
        this.hub = hub;
        page.onWebSocket(socket -> {
            sockets.add(socket);
            socket.onFrameSent(frame -> sent.add(frame.text()));
        });
        page.onPageError(complaints::add);
        page.onConsoleMessage(this::note);
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error")) {
            complaints.add(message.text());
        }
    }

    void navigate(String address) {
        page.navigate(address);
    }

    Page page() {
        return page;
    }

    /// The chat's only frame.
    FrameLocator chat() {
        return chat(0);
    }

    FrameLocator chat(int index) {
        return page.frameLocator("iframe[src^='" + hub + "']").nth(index);
    }

    /// The document inside the chat's frame.
    Frame document() {
        return page.frames().stream().filter(frame -> frame.url().startsWith(hub + "/agent/")).findFirst()
                .orElseThrow(() -> new AssertionError("no chat on " + page.url()));
    }

    Locator composer() {
        return composer(0);
    }

    Locator composer(int index) {
        return chat(index).getByRole(AriaRole.TEXTBOX);
    }

    void say(String text) {
        composer().fill(text);
        composer().press("Enter");
    }

    /// What somebody or the agent said, on the screen.
    Locator text(String text) {
        return chat().getByRole(AriaRole.LOG).getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    /// The dialog or the gate: whatever keeps the user from chatting.
    Locator obstacle() {
        return dialog().or(gate());
    }

    void sees(String text) {
        assertThat(text(text)).isVisible();
    }

    /// The dialog over a chat that no longer knows its user.
    Locator dialog() {
        return chat().getByRole(AriaRole.DIALOG);
    }

    /// The button that asks for another token, in the dialog or the gate.
    Locator tryAgain() {
        return obstacle().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Try again"));
    }

    /// What stands in the place of a chat that refuses its user.
    Locator gate() {
        return chat().getByRole(AriaRole.ALERT)
                .filter(new Locator.FilterOptions().setHas(page.getByRole(AriaRole.HEADING)));
    }

    /// The value of an expression in the host's page.
    Object read(String expression) {
        return page.evaluate(expression);
    }

    List<String> errors() {
        return texts("errors");
    }

    @SuppressWarnings("unchecked") // what the pages of these tests keep are texts
    List<String> texts(String expression) {
        return (List<String>) page.evaluate(expression);
    }

    /// How many connections the chat has made so far.
    int connections() {
        return sockets.size();
    }

    /// What the chat told the hub on them.
    String sent() {
        return String.join("\n", sent);
    }

    /// Signs a member in through the window that the chat opens for it.
    void signIn(String email, String password) {
        var window = page.waitForPopup(() -> gate().getByRole(AriaRole.BUTTON).click());
        window.getByLabel("E-mail address").fill(email);
        window.getByLabel("Password").fill(password);
        window.getByLabel("Password").press("Enter");
    }

    /// What the browser itself complained about in its console.
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        page.close();
    }
}
