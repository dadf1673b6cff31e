package dev.parley.models;

import dev.parley.agents.Agent;
import dev.parley.identity.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers as an agent: the port behind which every model provider stands.
public interface AgentRunner {
    /// Produces the answer to the last message of `question`, blocking on the calling virtual thread until it ended.
    /// Interrupting that thread cancels the answer and closes what it holds open upstream.
    void reply(Question question, Answer answer);

    /// What is asked.
    ///
    /// @param history   the conversation so far, oldest first; the last is the user's message to answer
    /// @param variables the agent's variables with their values in effect
    /// @param principal who asks
    /// @param page      what the page around the chat says of itself, unsigned: never an instruction, never a variable
    record Question(
            Agent agent, Principal principal, Map<String, String> variables, List<Turn> history, PageContext page) {
        public Question {
            variables = Map.copyOf(variables);
            history = List.copyOf(history);
        }

        /// A question from nowhere in particular.
        public Question(Agent agent, Principal principal, Map<String, String> variables, List<Turn> history) {
            this(agent, principal, variables, history, PageContext.NONE);
        }
    }

    /// One message of the conversation, as the model sees it.
    record Turn(Speaker speaker, String text) {}

    enum Speaker { USER, AGENT }

    /// Where an answer goes. Exactly one of `completed` and `failed` is called, last; neither after an interrupt.
    interface Answer {
        /// The next words.
        void text(String delta);

        /// A tool's progress; `state` is `running`, `completed` or `failed`.
        void tool(String name, String state);

        void completed(Completion completion);

        void failed(Failure failure);
    }

    /// How an answer ended well.
    record Completion(List<Citation> citations, @Nullable Usage usage) {
        public Completion {
            citations = List.copyOf(citations);
        }
    }

    /// A passage an answer rests on.
    ///
    /// @param document the id of the document
    /// @param name     its name, for people
    /// @param quote    the words the answer rests on
    record Citation(String document, String name, String quote) {}

    /// Tokens, as the provider counted them.
    record Usage(long inputTokens, long outputTokens) {}

    /// Why an answer failed.
    ///
    /// @param cause  what a builder can act on; holds no secret
    /// @param detail one sentence the end user can bear
    record Failure(Code code, String cause, String detail) {}

    /// The codes a run fails with.
    enum Code {
        MODEL_UNAVAILABLE, MODEL_REFUSED, MODEL_TIMEOUT, MODEL_TRUNCATED, BUDGET_EXCEEDED, INTERRUPTED, INTERNAL_ERROR;

        /// The code on the wire, such as `model_timeout`.
        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
