package dev.parley.conversations;

import dev.parley.conversations.Message.Citation;
import dev.parley.conversations.Message.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an answer ended.
public sealed interface AnswerEnd {
    Message.State state();

    record Completed(List<Citation> citations, @Nullable Usage usage) implements AnswerEnd {
        public Completed {
            citations = List.copyOf(citations);
        }

        @Override
        public Message.State state() {
            return Message.State.COMPLETED;
        }
    }

    /// Its reader stopped it.
    record Stopped() implements AnswerEnd {
        @Override
        public Message.State state() {
            return Message.State.STOPPED;
        }
    }

    /// @param code  a run's failure on the wire, such as `model_timeout`
    /// @param cause what a builder can act on; holds no secret
    record Failed(String code, String cause) implements AnswerEnd {
        @Override
        public Message.State state() {
            return Message.State.FAILED;
        }
    }

    /// The hub ended before the answer did.
    record Interrupted() implements AnswerEnd {
        @Override
        public Message.State state() {
            return Message.State.INTERRUPTED;
        }
    }
}
