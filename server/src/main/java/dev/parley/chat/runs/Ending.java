package dev.parley.chat.runs;

import dev.parley.chat.frames.HubFrame;
import dev.parley.conversations.AnswerEnd;
import dev.parley.conversations.Message;
import dev.parley.models.AgentRunner;
import dev.parley.models.Failures;

/// How a run ended: what is stored of it, and the sentence its user reads if it failed.
///
/// @param detail empty unless it failed
record Ending(AnswerEnd stored, String detail) {
    static final Ending STOPPED = new Ending(new AnswerEnd.Stopped(), "");
    static final Ending INTERRUPTED = new Ending(new AnswerEnd.Interrupted(),
            Failures.of(AgentRunner.Code.INTERRUPTED, "").detail());

    static final Ending TOO_LONG = of(Failures.of(AgentRunner.Code.MODEL_TRUNCATED,
            "The answer exceeded " + Run.LONGEST_TEXT + " characters and was cut off."));

    static Ending of(AgentRunner.Completion completion) {
        var citations = completion.citations().stream()
                .map(citation -> new Message.Citation(citation.document(), citation.name(), citation.quote()))
                .toList();
        var usage = completion.usage();
        return new Ending(new AnswerEnd.Completed(citations,
                usage == null ? null : new Message.Usage(usage.inputTokens(), usage.outputTokens())), "");
    }

    static Ending of(AgentRunner.Failure failure) {
        return failure.code() == AgentRunner.Code.INTERRUPTED
                ? INTERRUPTED
                : new Ending(new AnswerEnd.Failed(failure.code().wireName(), failure.cause()), failure.detail());
    }

    /// A fault of the hub itself.
    static Ending broken(String cause) {
        return of(Failures.of(AgentRunner.Code.INTERNAL_ERROR, cause));
    }

    HubFrame frame(Run run) {
        return switch (stored) {
            case AnswerEnd.Completed(var citations, var usage) ->
                    new HubFrame.Completed(run.id(), run.row().id(), run.row().seq(), usage, citations);
            case AnswerEnd.Failed(var code, var _) -> new HubFrame.Failed(run.id(), code, detail);
            case AnswerEnd.Stopped _ -> new HubFrame.Stopped(run.id());
            case AnswerEnd.Interrupted _ ->
                    new HubFrame.Failed(run.id(), AgentRunner.Code.INTERRUPTED.wireName(), detail);
        };
    }
}
