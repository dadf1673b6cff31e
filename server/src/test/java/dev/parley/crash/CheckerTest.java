package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crash.Checker.Stored;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A checker that finds nothing proves nothing: here it must find each kind of damage.
class CheckerTest {
    private final Journal journal = new Journal();

    CheckerTest() {
        for (int n = 1; n <= 3; n++) {
            journal.sent("w/" + n, "text " + n);
        }
        journal.acknowledged("w/1", new Journal.Place("cnv", 1));
        journal.acknowledged("w/2", new Journal.Place("cnv", 2));
    }

    @Test
    void whatWasAcknowledgedAndIsStoredIsClean() {
        var verdict = check(stored(1, 1), stored(2, 2));

        assertThat(verdict.isClean()).isTrue();
        assertThat(verdict).returns(3, Checker.Verdict::attempted).returns(2, Checker.Verdict::acknowledged)
                .returns(1, Checker.Verdict::indeterminate);
    }

    @Test
    void anUnacknowledgedMessageMayBeStored() {
        assertThat(check(stored(1, 1), stored(2, 2), stored(3, 3)).isClean()).isTrue();
    }

    @Test
    void aLostMessageIsFound() {
        assertThat(check(stored(1, 1)).lost()).hasSize(1);
    }

    @Test
    void aMessageInAnotherPlaceThanAcknowledgedIsFound() {
        assertThat(check(stored(1, 2), stored(2, 1)).lost()).hasSize(2);
    }

    @Test
    void aDoubledMessageIsFound() {
        assertThat(check(stored(1, 1), stored(2, 2), stored(3, 1)).doubled()).containsExactly("w/1");
    }

    @Test
    void aMessageAcknowledgedInTwoPlacesIsFound() {
        journal.acknowledged("w/1", new Journal.Place("cnv", 7));

        assertThat(check(stored(1, 1), stored(2, 2)).doubled()).containsExactly("w/1");
    }

    @Test
    void aHoleAndARepeatedNumberAreFound() {
        assertThat(check(stored(1, 1), stored(3, 2)).reordered()).isNotEmpty();
        assertThat(check(stored(1, 1), stored(1, 2)).reordered()).isNotEmpty();
    }

    @Test
    void messagesAgainstTheirWritersOrderAreFound() {
        assertThat(check(stored(1, 2), stored(2, 1)).reordered()).containsExactly("w/1");
    }

    @Test
    void anAlteredAndAnInventedMessageAreFound() {
        assertThat(check(stored(1, 1), new Stored("cnv", 2, "w/2", "text"), stored(3, 9)).altered())
                .containsExactly("w/2", "w/9");
    }

    private Checker.Verdict check(Stored... messages) {
        return Checker.check(journal, List.of(List.of(messages)));
    }

    private static Stored stored(long seq, int number) {
        return new Stored("cnv", seq, "w/" + number, "text " + number);
    }
}
