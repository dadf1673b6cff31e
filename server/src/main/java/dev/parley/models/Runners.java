package dev.parley.models;

import dev.parley.agents.Drafts;
import dev.parley.agents.ModelReach;
import dev.parley.knowledge.Retrieval;
import dev.parley.models.builtin.BuiltinRunner;
import dev.parley.models.openai.OpenAiRunner;
import dev.parley.models.openai.Patience;
import dev.parley.platform.http.OutboundHosts;
import dev.parley.platform.http.client.HttpCaller;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets each agent answer through the provider its builder chose.
public final class Runners implements AgentRunner, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runners.class);
    /// One word after the other at the speed of fast reading.
    private static final Duration PACE = Duration.ofMillis(10);

    private final AgentRunner builtin;
    private final Function<ModelKeys, AgentRunner> openaiWith;
    private final AgentRunner openai;
    private final NamedProviders named;
    private final HttpCaller http;

    private Runners(
            AgentRunner builtin, Function<ModelKeys, AgentRunner> openaiWith, AgentRunner openai,
            NamedProviders named, HttpCaller http) {
        this.builtin = builtin;
        this.openaiWith = openaiWith;
        this.openai = openai;
        this.named = named;
        this.http = http;
    }

    public static Runners start(Retrieval retrieval, ModelKeys keys, OutboundHosts hosts, InstantSource clock) {
        return start(retrieval, keys, hosts, clock, Patience.DEFAULT);
    }

    public static Runners start(
            Retrieval retrieval, ModelKeys keys, OutboundHosts hosts, InstantSource clock, Patience patience) {
        var http = new HttpCaller(hosts, (SSLSocketFactory) SSLSocketFactory.getDefault(), patience.connect());
        Function<ModelKeys, AgentRunner> openai = with -> new OpenAiRunner(http, with, retrieval, patience, clock);
        return new Runners(new BuiltinRunner(retrieval, PACE), openai, openai.apply(keys), _ -> Optional.empty(), http);
    }

    /// The same providers, called with this API key whatever the agent: to try settings that are not stored.
    public AgentRunner withKey(Optional<String> key) {
        return new Runners(builtin, openaiWith, openaiWith.apply(_ -> key), named, http);
    }

    /// The same, with the providers that tenants named themselves.
    public Runners with(NamedProviders others) {
        return new Runners(builtin, openaiWith, openai, others, http);
    }

    @Override
    public void reply(Question question, Answer answer) {
        var guarded = new Guarded(answer);
        try {
            choose(question, guarded);
        } catch (RuntimeException e) {
            LOG.error("An answer of agent {} broke off", question.agent().id(), e);
            guarded.failed(Failures.of(Code.INTERNAL_ERROR, "The hub has an error of its own; its log has the details."));
        }
    }

    /// Keeps the promise that an answer ends once, even where a provider breaks off.
    private static final class Guarded implements Answer {
        private final Answer answer;
        private boolean ended;

        Guarded(Answer answer) {
            this.answer = answer;
        }

        @Override
        public void text(String delta) {
            answer.text(delta);
        }

        @Override
        public void tool(String name, String state) {
            answer.tool(name, state);
        }

        @Override
        public void completed(Completion completion) {
            ended = true;
            answer.completed(completion);
        }

        @Override
        public void failed(Failure failure) {
            if (!ended) {
                ended = true;
                answer.failed(failure);
            }
        }
    }

    private void choose(Question question, Answer answer) {
        var provider = question.agent().definition().model().provider();
        switch (provider) {
            case "builtin" -> builtin.reply(question, answer);
            case "openai" -> openai.reply(question, answer);
            default -> named.reach(question.agent()).ifPresentOrElse(
                    reach -> openaiWith.apply(_ -> reach.key()).reply(through(reach, question), answer),
                    () -> answer.failed(Failures.of(Code.MODEL_UNAVAILABLE, "There is no model provider \"" + provider
                            + "\"; choose builtin, openai or one of the tenant's providers.")));
        }
    }

    private static Question through(ModelReach reach, Question question) {
        var agent = question.agent();
        var content = agent.definition().content().withModel(reach.settings());
        return new Question(Drafts.with(agent, content), question.principal(), question.variables(), question.history(),
                question.page());
    }

    @Override
    public void close() {
        http.close();
    }
}
