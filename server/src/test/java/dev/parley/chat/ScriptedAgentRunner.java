package dev.parley.chat;

import dev.parley.models.AgentRunner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A model that says what the test tells it to. A question nobody scripted is answered with its own words.
final class ScriptedAgentRunner implements AgentRunner {
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Question> asked = new CopyOnWriteArrayList<>();

    /// What happens when one question is asked.
    @FunctionalInterface
    interface Script {
        void answer(Question question, Answer answer) throws InterruptedException;
    }

    /// An answer that the test speaks word by word.
    static final class Spoken implements Script {
        private static final String END = "\0end";
        private final LinkedBlockingQueue<String> words = new LinkedBlockingQueue<>();
        private final CountDownLatch interrupted = new CountDownLatch(1);

        void say(String text) {
            words.add(text);
        }

        void end() {
            words.add(END);
        }

        boolean wasInterrupted() throws InterruptedException {
            return interrupted.await(5, TimeUnit.SECONDS);
        }

        @Override
        public void answer(Question question, Answer answer) {
            try {
                for (var word = words.take(); !word.equals(END); word = words.take()) {
                    answer.text(word);
                }
                answer.completed(new Completion(List.of(), null));
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }

    void on(String question, Script script) {
        scripts.put(question, script);
    }

    Spoken spoken(String question) {
        var spoken = new Spoken();
        on(question, spoken);
        return spoken;
    }

    List<Question> asked() {
        return asked;
    }

    @Override
    public void reply(Question question, Answer answer) {
        asked.add(question);
        var text = question.history().getLast().text();
        var script = scripts.getOrDefault(text, ScriptedAgentRunner::echo);
        try {
            script.answer(question, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void echo(Question question, Answer answer) {
        answer.text("You said: ");
        for (var word : question.history().getLast().text().split("(?<= )")) {
            answer.text(word);
        }
        answer.completed(new Completion(List.of(), new Usage(3, 5)));
    }
}
