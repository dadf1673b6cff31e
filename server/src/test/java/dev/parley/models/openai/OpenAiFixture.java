package dev.parley.models.openai;

import dev.parley.knowledge.Knowledge;
import dev.parley.models.Questions;
import dev.parley.models.RecordedAnswer;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.TestDatabases;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.OutboundHosts;
import dev.parley.platform.http.client.HttpCaller;
import dev.parley.platform.http.client.ScriptedServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/// A runner in front of a scripted model server.
final class OpenAiFixture implements AutoCloseable {
    static final String KEY = "sk-canary-0123456789";
    static final Patience SHORT = new Patience(
            Duration.ofSeconds(5), Duration.ofMillis(700), Duration.ofMillis(700), Duration.ofSeconds(20), 2);
    static final Patience LONG = Patience.DEFAULT;
    static final String STREAM = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            Transfer-Encoding: chunked\r
            \r
            """;

    private final Database database = TestDatabases.open(Database.Dialect.SQLITE);
    private final Knowledge knowledge = Knowledge.start(database, new Events(), Clock.systemUTC());

    /// The answer to one question, when it has ended.
    RecordedAnswer answer(Patience patience, ScriptedServer.Script script) throws Exception {
        try (var server = ScriptedServer.start(script)) {
            return answer(patience, server);
        }
    }

    RecordedAnswer answer(Patience patience, ScriptedServer server) throws Exception {
        var answer = new RecordedAnswer();
        var asking = ask(patience, server, answer);
        if (!asking.join(Duration.ofSeconds(30))) {
            throw new AssertionError("the answer does not end; so far: " + answer.text());
        }
        return answer;
    }

    /// A question on its way, on a virtual thread of its own.
    Thread ask(Patience patience, ScriptedServer server, RecordedAnswer answer) {
        var hosts = new OutboundHosts(List.of(server.address()));
        return Thread.ofVirtual().start(() -> {
            try (var http = new HttpCaller(hosts, (SSLSocketFactory) SSLSocketFactory.getDefault(), patience.connect())) {
                runner(http, patience).reply(
                        Questions.ask(Questions.openAi("http://" + server.address() + "/v1"), "How are you?"), answer);
            }
        });
    }

    private OpenAiRunner runner(HttpCaller http, Patience patience) {
        return new OpenAiRunner(http, _ -> Optional.of(KEY), knowledge.retrieval(), patience, Clock.systemUTC());
    }

    /// One event with the next words of the first choice.
    static String words(String text) {
        return "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}\n\n";
    }

    static String finish(String reason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}\n\n";
    }

    static final String USAGE = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":7}}\n\n";
    static final String DONE = "data: [DONE]\n\n";
    static final String LAST_CHUNK = "0\r\n\r\n";

    @Override
    public void close() {
        knowledge.close();
        database.close();
    }
}
