package dev.parley.chat.runs;

import dev.parley.conversations.Owner;
import dev.parley.models.AgentRunner;
import java.util.function.BiConsumer;

/// A run with what it takes to end it.
///
/// @param thread the one its model answers on; nothing else runs there, so it may be interrupted at any time
record Active(Run run, Question question, Lane lane, Thread thread) {
    boolean belongsTo(Owner owner) {
        var asker = question.asker();
        return asker.agent().id().equals(owner.agent()) && asker.principal().sameAs(owner.principal());
    }

    /// Where the model's words go.
    AgentRunner.Answer recorder(BiConsumer<Active, Ending> conclude) {
        return new AgentRunner.Answer() {
            @Override
            public void text(String delta) {
                if (!run.append(delta)) {
                    conclude.accept(Active.this, Ending.TOO_LONG);
                    thread.interrupt();
                }
            }

            @Override
            public void tool(String name, String state) {
                run.tool(name, state.equals("completed") ? "done" : state);
            }

            @Override
            public void completed(AgentRunner.Completion completion) {
                conclude.accept(Active.this, Ending.of(completion));
            }

            @Override
            public void failed(AgentRunner.Failure failure) {
                conclude.accept(Active.this, Ending.of(failure));
            }
        };
    }
}
