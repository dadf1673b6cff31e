package dev.parley.models.openai;

import dev.parley.knowledge.Hit;
import dev.parley.knowledge.Retrieval;
import dev.parley.models.AgentRunner;
import dev.parley.models.Failures;
import dev.parley.models.ModelKeys;
import dev.parley.models.openai.CallFailed.Remedy;
import dev.parley.platform.http.client.HttpCaller;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Answers with a model behind an OpenAI-compatible address, told what the agent's documents say on the matter.
public final class OpenAiRunner implements AgentRunner {
    private static final int PASSAGES = 5;
    /// Passages less likely to help than this would only distract.
    private static final double WORTH_READING = 0.25;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);

    private final HttpCaller http;
    private final ModelKeys keys;
    private final Retrieval retrieval;
    private final Patience patience;
    private final ErrorReplies errors;

    public OpenAiRunner(HttpCaller http, ModelKeys keys, Retrieval retrieval, Patience patience, InstantSource clock) {
        this.http = http;
        this.keys = keys;
        this.retrieval = retrieval;
        this.patience = patience;
        this.errors = new ErrorReplies(clock);
    }

    @Override
    public void reply(Question question, Answer answer) {
        var text = new AnswerText(answer);
        try {
            var endpoint = Endpoint.of(question.agent().definition().model(), keys.keyOf(question.agent()));
            var passages = passages(question);
            var usage = call(endpoint, new Prompt(question, passages), text);
            answer.completed(new Completion(Citations.in(text.said(), passages), usage));
        } catch (CallFailed e) {
            answer.failed(Failures.of(e.code(), e.cause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Hit> passages(Question question) {
        var agent = question.agent();
        return retrieval.search(agent.tenant(), agent.id(), question.history().getLast().text(), PASSAGES).stream()
                .filter(hit -> hit.relevance() >= WORTH_READING)
                .toList();
    }

    /// Calls the model, again if need be: only before its first word, so that nobody ever reads two beginnings.
    private @Nullable Usage call(Endpoint endpoint, Prompt prompt, AnswerText text)
            throws CallFailed, InterruptedException {
        long giveUpAt = System.nanoTime() + patience.total().toNanos();
        boolean wantsUsage = true;
        for (int retries = 0; ; ) {
            try {
                return new CompletionCall(http, errors, patience, endpoint, text, giveUpAt)
                        .run(prompt.toJson(endpoint.model(), wantsUsage));
            } catch (CallFailed e) {
                if (e.remedy() == Remedy.WITHOUT_USAGE && wantsUsage) {
                    wantsUsage = false;
                } else if (e.remedy() == Remedy.RETRY && text.isEmpty() && retries < patience.retries()) {
                    pause(e, retries++, giveUpAt);
                } else {
                    throw e;
                }
            }
        }
    }

    /// Waits as long as the server asks, else a little longer each time, never so long that the user would give up.
    private void pause(CallFailed failure, int retries, long giveUpAt) throws CallFailed, InterruptedException {
        var backoff = FIRST_PAUSE.multipliedBy(1L << retries);
        double jitter = ThreadLocalRandom.current().nextDouble(0.5, 1.5);
        var own = Duration.ofNanos((long) (backoff.toNanos() * jitter));
        var asked = failure.retryAfter();
        var pause = asked != null && asked.compareTo(own) > 0 ? asked : own;
        var left = Duration.ofNanos(giveUpAt - System.nanoTime());
        if (pause.compareTo(patience.first()) >= 0 || pause.compareTo(left) >= 0) {
            throw failure;
        }
        Thread.sleep(pause);
    }
}
