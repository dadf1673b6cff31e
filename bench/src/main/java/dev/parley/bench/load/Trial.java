package dev.parley.bench.load;

import dev.parley.bench.hubs.Hub;
import java.io.IOException;
import java.time.Duration;

/// One round of the load on one hub: every user connects, asks once, and reads the answer.
///
/// @param hubCpu CPU time of the hub's process, from before the first connection to after the last answer
/// @param modelCpu CPU time of the scripted model
/// @param generatorCpu CPU time of the load generator
/// @param modelLateness how late the model wrote first tokens
public record Trial(
        Answers answers, Duration hubCpu, Duration modelCpu, Duration generatorCpu, Percentiles modelLateness) {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    /// @param firstUser the number of the first user; a round with users of its own starts new conversations
    /// @param ramp the time over which the questions are spread
    public static Trial run(Hub hub, ScriptedModel model, byte[] expected, int firstUser, int users, Duration ramp)
            throws IOException {
        model.takeLateness();
        var hubBefore = hub.process().stats().cpu();
        var modelBefore = model.cpuTime();
        var generatorBefore = LoadGenerator.cpuTime();
        try (var generator = new LoadGenerator(hub.port(), hub.dialect(), expected)) {
            generator.connect(firstUser, users, CONNECT_LIMIT);
            var answers = generator.askAll(ramp, ANSWER_LIMIT);
            return new Trial(
                    answers,
                    hub.process().stats().cpu().minus(hubBefore),
                    model.cpuTime().minus(modelBefore),
                    LoadGenerator.cpuTime().minus(generatorBefore),
                    model.takeLateness());
        }
    }
}
