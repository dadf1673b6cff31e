package dev.parley.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.browser.Chromium;
import dev.parley.platform.json.Json;
import dev.parley.testing.HostSite;
import dev.parley.testing.HostSite.Answer;
import dev.parley.testing.SpokenModel;
import dev.parley.testing.TestHub;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A hub, a shop that embeds its agents, and a stranger's site, each on an origin of its own, and people with browsers.
final class ThreeOrigins implements AutoCloseable {
    private static final int WIDTH = 1000;

    final SpokenModel model = new SpokenModel();
    final TestHub hub = TestHub.start(Map.of("PARLEY_PRIVATE_HOSTS", model.address()));
    private final HostSite shopSite = new HostSite();
    private final HostSite strangerSite = new HostSite();
    private final Chromium chromium = new Chromium();
    private final AtomicInteger pages = new AtomicInteger();

    String shop() {
        return shopSite.origin("shop.localhost");
    }

    /// The address of a page of the shop under the hub's own host name: another origin of the same site, as
    /// `chat.example.com` is to `www.example.com`, so that a browser lets the frame use its storage.
    String sameSite(String address) {
        return address.replace(shop(), shopSite.origin("127.0.0.1"));
    }

    String stranger() {
        return strangerSite.origin("stranger.localhost");
    }

    /// A private agent that the shop may show, with a secret, whose greeting knows its user.
    Embedded agent(String slug) {
        return agent(slug, wanted -> wanted);
    }

    Embedded agent(String slug, UnaryOperator<ObjectNode> edit) {
        var wanted = Json.object().put("name", "Helper").put("slug", slug).put("access", "private")
                .put("greeting", "Good day, {{name}}.");
        wanted.putArray("allowedOrigins").add(shop()).add(sameSite(shop()));
        wanted.putArray("variables").addObject().put("name", "name").put("default", "stranger");
        wanted.putObject("model").put("provider", "openai").put("baseUrl", model.baseUrl())
                .put("model", "spoken").put("apiKey", "sk-spoken");
        var id = hub.owner().post("/api/v1/agents", edit.apply(wanted)).expect(201).path("id").asText();
        var made = hub.owner().post("/api/v1/agents/" + id + "/identity-secret", Json.object()).expect(200);
        return new Embedded(hub, id, slug, made.path("secret").asText());
    }

    /// What the shop's backend answers under a path.
    void backend(String path, Supplier<Answer> answer) {
        shopSite.answer(path, answer);
    }

    /// A backend under that path that gives a new token at each call.
    void tokens(String path, Supplier<String> token) {
        backend(path, () -> new Answer(200, Json.text(Json.object().put("token", token.get()))));
    }

    void strangersPage(String path, String html) {
        strangerSite.page(path, html);
    }

    /// Somebody with a fresh browser.
    BrowserContext person() {
        return chromium.person(WIDTH);
    }

    /// Somebody whose pages a tool may look into.
    BrowserContext inspector(int width, ColorScheme scheme) {
        return chromium.inspector(width, scheme);
    }

    /// A page of the shop in the browser of somebody new. `{HUB}` and `{STRANGER}` stand for the origins.
    Tab open(String html) {
        return open(person(), html);
    }

    Tab open(BrowserContext person, String html) {
        var tab = new Tab(person.newPage(), hub.url());
        tab.navigate(publish(html));
        return tab;
    }

    /// The address of a page of the shop with these contents.
    String publish(String html) {
        var path = "/page-" + pages.incrementAndGet();
        shopSite.page(path, document("Shop", html));
        return shop() + path;
    }

    /// The address of the same page on the stranger's site.
    String publishElsewhere(String html) {
        var path = "/page-" + pages.incrementAndGet();
        strangerSite.page(path, document("Stranger", html));
        return stranger() + path;
    }

    private String document(String title, String html) {
        return "<!doctype html><html lang=en><meta charset=utf-8><title>%1$s</title><body><main><h1>%1$s</h1>%2$s</main>"
                .formatted(title, html.replace("{HUB}", hub.url()).replace("{STRANGER}", stranger()));
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        shopSite.close();
        strangerSite.close();
        hub.close();
        model.close();
    }
}
