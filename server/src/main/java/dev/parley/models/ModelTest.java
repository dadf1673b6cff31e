package dev.parley.models;

import dev.parley.agents.Agent;
import dev.parley.identity.Principal;
import dev.parley.models.AgentRunner.Completion;
import dev.parley.models.AgentRunner.Failure;
import dev.parley.models.AgentRunner.Question;
import dev.parley.models.AgentRunner.Speaker;
import dev.parley.models.AgentRunner.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks a model one short thing, the way an agent's users would, and says how it went.
public final class ModelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SHOWN = 200;
    private static final Turn PROMPT = new Turn(Speaker.USER, "Reply with one short sentence that says you are ready.");
    private static final Principal NOBODY = new Principal(Principal.Kind.VISITOR, null, "model-test", null);

    private final AgentRunner runner;

    /// @param runner calls the model with the settings and the key that are to be tested
    public ModelTest(AgentRunner runner) {
        this.runner = runner;
    }

    /// How a test went.
    public sealed interface Result {
        /// @param words the beginning of its answer
        record Answered(Duration latency, String words) implements Result {}

        record Failed(Failure failure) implements Result {}
    }

    /// Blocks until the model has answered or failed, at most half a minute.
    public Result run(Agent agent) throws InterruptedException {
        var start = System.nanoTime();
        var end = new CompletableFuture<Result>();
        var call = Thread.ofVirtual().name("model-test").start(() ->
                runner.reply(new Question(agent, NOBODY, Map.of(), List.of(PROMPT)), new Listener(end, start)));
        try {
            return end.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Result.Failed(Failures.of(AgentRunner.Code.MODEL_TIMEOUT,
                    "The model did not finish within " + PATIENCE.toSeconds() + " seconds. Is it still being loaded?"));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            call.interrupt();
        }
    }

    private static final class Listener implements AgentRunner.Answer {
        private final CompletableFuture<Result> end;
        private final long start;
        private final StringBuilder said = new StringBuilder();

        Listener(CompletableFuture<Result> end, long start) {
            this.end = end;
            this.start = start;
        }

        @Override
        public void text(String delta) {
            if (said.length() < SHOWN) {
                said.append(delta);
            }
        }

        @Override
        public void tool(String name, String state) {
            // What tools do is not what is tested.
        }

        @Override
        public void completed(Completion completion) {
            var words = said.length() <= SHOWN ? said.toString() : said.substring(0, SHOWN) + "…";
            end.complete(new Result.Answered(Duration.ofNanos(System.nanoTime() - start), words.strip()));
        }

        @Override
        public void failed(Failure failure) {
            end.complete(new Result.Failed(failure));
        }
    }
}
