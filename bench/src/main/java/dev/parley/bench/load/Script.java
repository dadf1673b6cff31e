package dev.parley.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// What the scripted model answers to every request: so many tokens, the first after a delay, the others a gap apart.
public record Script(int tokens, Duration firstToken, Duration gap) {
    private static final List<String> WORDS =
            List.of("The", " hub", " knows", " for", " certain", " who", " it", " talks", " to", ";");

    /// The text of one token, with the space before the word as models send it.
    String token(int index) {
        return WORDS.get(index % WORDS.size());
    }

    /// The whole answer, plain ASCII without a character that JSON escapes.
    public byte[] answer() {
        var text = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            text.append(token(i));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
