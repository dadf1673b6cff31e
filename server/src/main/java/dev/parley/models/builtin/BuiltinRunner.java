package dev.parley.models.builtin;

import dev.parley.agents.Agent;
import dev.parley.knowledge.Retrieval;
import dev.parley.models.AgentRunner;
import dev.parley.models.Instructions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Answers with quotations from the agent's documents, and says so where they hold no answer.
public final class BuiltinRunner implements AgentRunner {
    private static final int PASSAGES = 4;
    private static final int MOST_QUOTATIONS = 2;
    /// Below this an answer would more often mislead than help; see `BuiltinEvaluationTest`.
    static final double ENOUGH = 0.5;
    /// A second quotation must be nearly as good as the first.
    private static final double NEARLY = 0.8;
    private static final String WHAT_I_AM = """
            I am Parley's built-in search: I find and quote passages from this assistant's documents. I am not a language \
            model, so I do not make up answers.""";

    private final Retrieval retrieval;
    private final Duration pace;

    /// @param pace the pause between two words, zero for none
    public BuiltinRunner(Retrieval retrieval, Duration pace) {
        this.retrieval = retrieval;
        this.pace = pace;
    }

    @Override
    public void reply(Question question, Answer answer) {
        try {
            var message = question.history().getLast().text();
            var reply = SmallTalk.of(message).map(kind -> talk(kind, question)).orElseGet(() -> search(question, message));
            say(reply.text(), answer);
            answer.completed(new Completion(reply.citations(), null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Reply(String text, List<Citation> citations) {}

    private Reply talk(SmallTalk kind, Question question) {
        var text = switch (kind) {
            case GREETING -> greeting(question) + "\n\n" + WHAT_I_AM;
            case THANKS -> "You're welcome! Ask me anything else about the documents here.";
            case FAREWELL -> "Goodbye! Your conversation stays here if you want to come back to it.";
            case ABOUT -> WHAT_I_AM + "\n\nAsk me a question, and I quote what the documents say.";
            case HELP -> WHAT_I_AM + "\n\n" + topics(question);
            case ASSENT -> "Good. Ask me a question whenever you like, and I look it up in the documents here.";
        };
        return new Reply(text, List.of());
    }

    private static String greeting(Question question) {
        var greeting = Instructions.render(question.agent().definition().greeting(), question.variables());
        return greeting.isBlank() ? "Hello!" : greeting;
    }

    private String topics(Question question) {
        var starters = question.agent().definition().starters();
        return starters.isEmpty()
                ? "Ask me a question in your own words."
                : "You could ask:\n\n" + String.join("\n", starters.stream().map(s -> "- " + Markdown.escape(s)).toList());
    }

    private Reply search(Question question, String message) {
        var agent = question.agent();
        var hits = retrieval.search(agent.tenant(), agent.id(), message, PASSAGES);
        if (hits.isEmpty()) {
            return new Reply("This assistant has no documents to answer from yet. " + WHAT_I_AM, List.of());
        }
        var quotations = hits.stream()
                .map(hit -> Quotation.from(hit, retrieval, agent.tenant(), agent.id(), message))
                .sorted(java.util.Comparator.comparingDouble(Quotation::relevance).reversed())
                .toList();
        var best = quotations.getFirst().relevance();
        return best < ENOUGH ? refusal(agent) : quoting(quotations.stream()
                .filter(quotation -> quotation.relevance() >= Math.max(ENOUGH, NEARLY * best))
                .toList());
    }

    private static Reply refusal(Agent agent) {
        return new Reply("I could not find an answer to that in the documents of " + Markdown.escape(agent.definition().name())
                + ". Try other words, or a more specific question.\n\n" + WHAT_I_AM, List.of());
    }

    private static Reply quoting(List<Quotation> quotations) {
        var text = new StringBuilder();
        var citations = new ArrayList<Citation>();
        for (var quotation : quotations) {
            boolean repeated = citations.stream().anyMatch(c -> c.quote().contains(quotation.text())
                    || quotation.text().contains(c.quote()));
            if (citations.size() == MOST_QUOTATIONS || repeated) {
                continue;
            }
            text.append(text.isEmpty() ? "Here is what I found in " : "\n\nAlso in ")
                    .append(source(quotation)).append(":\n\n").append(Markdown.quote(quotation.text()));
            citations.add(new Citation(
                    quotation.hit().document().value(), quotation.hit().name(), quotation.text()));
        }
        return new Reply(text.toString(), citations);
    }

    private static String source(Quotation quotation) {
        var name = "**" + Markdown.escape(quotation.hit().name()) + "**";
        var heading = quotation.hit().heading();
        return heading.isEmpty() ? name : name + " (" + Markdown.escape(heading) + ")";
    }

    /// Word by word, as people read.
    private void say(String text, Answer answer) throws InterruptedException {
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            answer.text(text.substring(start, end));
            start = end;
            if (start < text.length() && pace.isPositive()) {
                Thread.sleep(pace);
            }
        }
    }
}
