package dev.parley.browser;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// What goes wrong in a page without being seen: errors on its console, which breaches of its content security policy are
/// among, exceptions nobody caught, and requests to anywhere but the hub.
public final class Watch {
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final String url;
    private Pattern expected = Pattern.compile("$^");

    Watch(Page page, String url) {
        this.url = url;
        page.onConsoleMessage(this::said);
        page.onPageError(problems::add);
        page.onRequest(this::asked);
    }

    /// The browser itself reports refused requests as errors; a test that provokes some says which.
    ///
    /// @param text part of what Chromium says, such as `status of 401`
    public void expect(String text) {
        expected = Pattern.compile(expected.pattern() + "|" + Pattern.quote(text));
    }

    private void said(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            problems.add(message.text() + " (" + message.location() + ")");
        }
    }

    private void asked(Request request) {
        var address = request.url();
        if (!address.startsWith(url + "/") && !address.startsWith("data:") && !address.startsWith("blob:" + url)
                && !address.equals("about:srcdoc")) {
            problems.add("A request to " + address);
        }
    }

    /// Fails if anything went wrong since the last time that was not expected.
    public void check() {
        var unexpected = problems.stream().filter(problem -> !expected.matcher(problem).find()).toList();
        problems.clear();
        if (!unexpected.isEmpty()) {
            throw new AssertionError("In the page: " + String.join("\n", unexpected));
        }
    }
}
