package dev.parley.embedded;

/// The pages of host products, as their integrators write them.
final class HostPages {
    private HostPages() {}

    /// The chat inline by our own script, as `docs/widget.md` prints it; `chat` and `errors` are there for the test.
    static String inline(Embedded agent, String tokenPath) {
        return inline(agent, "token: async () => {"
                + " calls += 1;"
                + " const answer = await fetch('" + tokenPath + "', { method: 'POST' });"
                + " if (!answer.ok) throw answer;"
                + " return (await answer.json()).token; }", "");
    }

    /// @param token an option such as `token: 'a.b.c'`, or nothing for a visitor
    static String inline(Embedded agent, String token, String more) {
        return """
                <div id="chat" style="height: 600px"></div>
                <script src="{HUB}/parley.js"></script>
                <script>
                  window.calls = 0;
                  window.errors = [];
                  window.chat = Parley.init({
                    agent: '%s', mode: 'inline', mount: '#chat', %s
                    onError: ({ code }) => errors.push(code), %s
                  });
                </script>
                """.formatted(agent.slug(), token.isEmpty() ? "" : token + ",", more);
    }

    /// The iframe and the listener of seed 000, as its document prints them.
    static String plainIframe(Embedded agent, String tokenPath) {
        return """
                <iframe id="dronahq-agent" title="Help" style="width: 100%%; height: 600px; border: none;"></iframe>
                <script type="module">
                const fetchTokenFromYourBackend = async () => (await (await fetch('%2$s')).json()).token;
                // The sample of the document, from here.
                const token = await fetchTokenFromYourBackend();

                const iframe = document.getElementById('dronahq-agent');

                iframe.src = `{HUB}/agent/%1$s?IDENTITY_TOKEN=${token}&HIDE_LOGIN=true`;

                window.addEventListener('message', async (event) => {
                if (event.data?.type === 'DHQ_IDENTITY_TOKEN_REFRESH_NEEDED') {
                try {
                const res = await fetch('%2$s');
                const { token } = await res.json();

                iframe.contentWindow.postMessage({
                type: 'DHQ_IDENTITY_TOKEN_REFRESHED',
                identityToken: token,
                }, '*');
                } catch (error) {
                console.error('Failed to refresh identity token:', error);
                }
                }
                });
                </script>
                """.formatted(agent.slug(), tokenPath);
    }

    /// The first way of seed 000: an iframe whose address is in the document, and no listener.
    static String bareIframe(Embedded agent, String query) {
        return """
                <iframe
                id="dronahq-agent"
                src="{HUB}/agent/%s%s"
                style="width: 100%%; height: 600px; border: none;"
                ></iframe>
                """.formatted(agent.slug(), query);
    }
}
