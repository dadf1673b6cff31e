package dev.parley.models;

import static dev.parley.models.AgentRunner.Speaker.AGENT;
import static dev.parley.models.AgentRunner.Speaker.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.models.AgentRunner.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryTest {
    @Test
    void theNewestTurnsThatFitAreKept() {
        var history = List.of(new Turn(USER, "aaaa"), new Turn(AGENT, "bbbb"), new Turn(USER, "cccc"),
                new Turn(AGENT, "dddd"), new Turn(USER, "eeee"));
        assertThat(History.within(history, 100)).isEqualTo(history);
        assertThat(History.within(history, 12)).isEqualTo(history.subList(2, 5));
    }

    @Test
    void whatIsKeptBeginsWithTheUser() {
        var history = List.of(new Turn(USER, "aaaa"), new Turn(AGENT, "bbbb"), new Turn(USER, "cccc"));
        assertThat(History.within(history, 8)).containsExactly(new Turn(USER, "cccc"));
    }

    @Test
    void theQuestionIsKeptHoweverLong() {
        assertThat(History.within(List.of(new Turn(USER, "a"), new Turn(AGENT, "b"), new Turn(USER, "long")), 2))
                .containsExactly(new Turn(USER, "long"));
    }

    @Test
    void emptyTurnsAreLeftOutAndNeighboursOfOneSpeakerJoin() {
        var history = List.of(new Turn(USER, "first"), new Turn(AGENT, " "), new Turn(USER, "second"));
        assertThat(History.within(history, 100)).containsExactly(new Turn(USER, "first\n\nsecond"));
    }
}
