package dev.parley.bench.load;

import java.util.List;

/// What came of one question on every socket.
///
/// @param asked how many questions
/// @param complete how many answers came with exactly the model's text
/// @param firstToken delay of the first token after the question
/// @param answer delay of the whole answer
/// @param failures a few of the reasons why answers are missing
public record Answers(int asked, int complete, Percentiles firstToken, Percentiles answer, List<String> failures) {
    private static final int SHOWN = 3;

    static Answers of(List<LoadSocket> sockets) {
        var good = sockets.stream().filter(s -> s.failure() == null && s.isAnswered()).toList();
        return new Answers(
                sockets.size(),
                good.size(),
                Percentiles.ofNanos(good.stream().mapToLong(LoadSocket::firstTokenNanos).toArray()),
                Percentiles.ofNanos(good.stream().mapToLong(LoadSocket::answerNanos).toArray()),
                sockets.stream()
                        .filter(s -> !good.contains(s))
                        .map(s -> s.failure() == null ? "no answer in time" : s.failure())
                        .distinct().limit(SHOWN).toList());
    }
}
