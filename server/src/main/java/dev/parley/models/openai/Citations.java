package dev.parley.models.openai;

import dev.parley.knowledge.Hit;
import dev.parley.models.AgentRunner.Citation;
import java.util.List;
import java.util.regex.Pattern;

/// The passages an answer refers to by number.
final class Citations {
    private static final Pattern NUMBER = Pattern.compile("\\[(\\d{1,2})\\]");
    private static final int MAX_QUOTE = 400;

    private Citations() {}

    static List<Citation> in(String answer, List<Hit> passages) {
        return NUMBER.matcher(answer)
                .results()
                .map(match -> Integer.parseInt(match.group(1)))
                .distinct()
                .filter(number -> number >= 1 && number <= passages.size())
                .map(number -> passages.get(number - 1))
                .map(hit -> new Citation(hit.document().value(), hit.name(), shortened(hit.text())))
                .toList();
    }

    private static String shortened(String text) {
        if (text.length() <= MAX_QUOTE) {
            return text;
        }
        int space = text.lastIndexOf(' ', MAX_QUOTE);
        return text.substring(0, space > 0 ? space : MAX_QUOTE - 1).strip() + "…";
    }
}
