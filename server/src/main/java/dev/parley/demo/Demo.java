package dev.parley.demo;

import dev.parley.Server;
import dev.parley.platform.config.Setting;
import dev.parley.platform.config.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `./parley demo`: a hub, a sample product on another origin, and everything set up between them.
public final class Demo {
    private static final String DATA = "PARLEY_DATA";

    private Demo() {}

    /// Starts hub and product, prints what to try, and runs until the process is told to end.
    ///
    /// @throws IllegalStateException if a port is taken
    public static void run(Map<String, String> environment) {
        var demo = new HashMap<>(environment);
        demo.putIfAbsent(DATA, "./data/demo");
        var state = DemoState.in(Settings.read(demo).directory(Setting.DATA));
        demo.put("PARLEY_ADMIN_EMAIL", DemoState.ADMIN_EMAIL);
        demo.put("PARLEY_ADMIN_PASSWORD", state.adminPassword());
        var settings = Settings.read(demo);
        var server = Server.start(settings);
        try (var product = product(settings, server.url(), state)) {
            System.out.println(instructions(server.url(), product.port(), state));
            server.untilStopped();
        } catch (IOException e) {
            server.close();
            throw new IllegalStateException("The sample product cannot listen on port "
                    + settings.port(Setting.DEMO_PORT) + "; set PARLEY_DEMO_PORT to a free one.", e);
        }
    }

    private static DemoProduct product(Settings settings, String hubUrl, DemoState state) throws IOException {
        var port = settings.port(Setting.DEMO_PORT);
        var hub = HubClient.signIn(hubUrl, DemoState.ADMIN_EMAIL, state.adminPassword());
        var builder = new DemoAgent(hub);
        var agent = builder.ensure(List.of("http://localhost:" + port, "http://127.0.0.1:" + port));
        builder.ensureSecret(agent, state);
        var host = settings.text(Setting.HOST).orElseThrow();
        return new DemoProduct(host, port, hubUrl, new TokenSigner(state.identitySecret(), Clock.systemUTC()));
    }

    private static String instructions(String hub, int productPort, DemoState state) {
        return """

                  Harbour Coffee, the sample product   http://localhost:%1$d/
                  the same with seed-style iframe      http://localhost:%1$d/iframe
                  the agent alone, as a visitor        %2$s/agent/%3$s
                  what the API can do                  %2$s/openapi.json

                  the console                          %2$s/console/
                    sign in as %4$s with %5$s

                  Try this:
                    1. Sign in as Jane, ask "How long does shipping take?", reload: the conversation is still there.
                    2. Switch to Tom: Jane's conversation is not. Switch back: it is.
                    3. Open a second tab as Jane while an answer runs: it streams in both.
                    4. Open the console: change the agent's greeting, publish, and see it in the product.
                    5. Stop this process in the middle of an answer and start it again.

                  Ctrl-C ends the demo; ./parley demo continues where it was.
                """.formatted(productPort, hub, DemoAgent.SLUG, DemoState.ADMIN_EMAIL, state.adminPassword());
    }
}
