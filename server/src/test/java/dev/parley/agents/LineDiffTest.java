package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.LineDiff.Kind;
import dev.parley.agents.LineDiff.Line;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LineDiffTest {
    @Test
    void onlyWhatChangedIsRemovedAndAdded() {
        assertThat(LineDiff.between("You help.\nBe brief.\nBye", "You help.\nBe kind.\nBe brief.\nBye")).containsExactly(
                new Line(Kind.SAME, "You help."), new Line(Kind.ADDED, "Be kind."), new Line(Kind.SAME, "Be brief."),
                new Line(Kind.SAME, "Bye"));
        assertThat(LineDiff.between("", "One")).containsExactly(new Line(Kind.ADDED, "One"));
        assertThat(LineDiff.between("One", "")).containsExactly(new Line(Kind.REMOVED, "One"));
        assertThat(LineDiff.between("", "")).isEmpty();
    }

    @Property(tries = 200)
    void theOldTextAndTheNewOneCanBothBeReadFromTheDifference(
            @ForAll("texts") String old, @ForAll("texts") String now) {
        var lines = LineDiff.between(old, now);

        assertThat(without(Kind.ADDED, lines)).isEqualTo(old);
        assertThat(without(Kind.REMOVED, lines)).isEqualTo(now);
    }

    @Test
    void twoLongTextsWithNothingInCommonAreToldApartAtOnce() {
        var lines = LineDiff.between("a\n".repeat(15_999) + "a", "b\n".repeat(15_999) + "b");

        assertThat(lines).hasSize(32_000);
        assertThat(lines.getFirst().kind()).isEqualTo(Kind.REMOVED);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "c", "d").list().ofMinSize(1).ofMaxSize(8).map(lines -> String.join("\n", lines));
    }

    private static String without(Kind kind, List<Line> lines) {
        return lines.stream().filter(line -> line.kind() != kind).map(Line::text).collect(Collectors.joining("\n"));
    }
}
