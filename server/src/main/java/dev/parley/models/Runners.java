package dev.parley.models;

import dev.parley.knowledge.Retrieval;
import dev.parley.models.builtin.BuiltinRunner;
import dev.parley.models.openai.OpenAiRunner;
import dev.parley.models.openai.Patience;
import dev.parley.platform.http.OutboundHosts;
import dev.parley.platform.http.client.HttpCaller;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLSocketFactory;

/// Lets each agent answer through the provider its builder chose.
public final class Runners implements AgentRunner, AutoCloseable {
    /// One word after the other at the speed of fast reading.
    private static final Duration PACE = Duration.ofMillis(10);

    private final AgentRunner builtin;
    private final AgentRunner openai;
    private final HttpCaller http;

    private Runners(AgentRunner builtin, AgentRunner openai, HttpCaller http) {
        this.builtin = builtin;
        this.openai = openai;
        this.http = http;
    }

    public static Runners start(Retrieval retrieval, ModelKeys keys, OutboundHosts hosts, InstantSource clock) {
        return start(retrieval, keys, hosts, clock, Patience.DEFAULT);
    }

    public static Runners start(
            Retrieval retrieval, ModelKeys keys, OutboundHosts hosts, InstantSource clock, Patience patience) {
        var http = new HttpCaller(hosts, (SSLSocketFactory) SSLSocketFactory.getDefault(), patience.connect());
        return new Runners(
                new BuiltinRunner(retrieval, PACE), new OpenAiRunner(http, keys, retrieval, patience, clock), http);
    }

    @Override
    public void reply(Question question, Answer answer) {
        var provider = question.agent().definition().model().provider();
        switch (provider) {
            case "builtin" -> builtin.reply(question, answer);
            case "openai" -> openai.reply(question, answer);
            default -> answer.failed(Failures.of(Code.MODEL_UNAVAILABLE,
                    "There is no model provider \"" + provider + "\"; choose builtin or openai."));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
