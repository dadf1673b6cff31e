package dev.parley.embedded;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What one person's browser leaves behind: requests but for the headers and bodies that carry a credential on purpose,
/// documents with their shadow trees, history, storage, cookies and console.
final class BrowserTraces {
    private static final String DOCUMENT = """
            async () => {
                const parts = [location.href, document.referrer, document.title, JSON.stringify(history.state), name];
                const walk = (node) => {
                    for (const { name, value } of node.attributes ?? []) parts.push(`${name}=${value}`);
                    if (node.nodeType === Node.TEXT_NODE) parts.push(node.data);
                    if (node.value !== undefined) parts.push(`${node.value}`);
                    if (node.shadowRoot) walk(node.shadowRoot);
                    node.childNodes.forEach(walk);
                };
                walk(document);
                try {
                    parts.push(JSON.stringify([{ ...localStorage }, { ...sessionStorage }]), document.cookie);
                    parts.push(JSON.stringify(await indexedDB.databases()));
                    for (const name of await caches.keys()) {
                        parts.push(...(await (await caches.open(name)).keys()).map(({ url }) => url));
                    }
                } catch (error) {
                    parts.push(error.name);
                }
                return parts.join('\\n');
            }""";

    private final BrowserContext person;
    private final StringBuilder requests = new StringBuilder();
    private final StringBuilder console = new StringBuilder();

    BrowserTraces(BrowserContext person) {
        this.person = person;
        person.onRequest(this::note);
        person.onConsoleMessage(message -> console.append(message.text()).append('\n'));
        person.onPage(page -> page.onWebSocket(socket -> requests.append(socket.url()).append('\n')));
    }

    private void note(Request request) {
        requests.append(request.url()).append('\n');
        var headers = new TreeMap<>(request.headers());
        headers.keySet().removeAll(Set.of("authorization", "parley-visitor"));
        requests.append(headers).append('\n');
    }

    Map<String, String> read() {
        var traces = new LinkedHashMap<String, String>();
        traces.put("a request", requests.toString());
        traces.put("the console", console.toString());
        traces.put("a cookie", person.cookies().toString());
        for (var page : person.pages()) {
            page.frames().forEach(frame -> traces.merge(name(page, frame), text(frame), String::concat));
        }
        return traces;
    }

    private static String name(Page page, Frame frame) {
        return frame.equals(page.mainFrame()) ? "the host's page" : "the chat's frame";
    }

    private static String text(Frame frame) {
        return frame.evaluate(DOCUMENT).toString();
    }
}
