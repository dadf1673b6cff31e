package dev.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PassagesTest {
    private static String sentence(int number) {
        return "Sentence " + number + " has exactly eight words in it.";
    }

    private static Block paragraph(int first, int count) {
        return Block.text(IntStream.range(first, first + count).mapToObj(PassagesTest::sentence).collect(Collectors.joining(" ")));
    }

    @Test
    void eachSectionIsAPassageUnderItsHeadings() {
        var passages = Passages.of(List.of(new Block(1, "Help"), Block.text("Intro."), new Block(2, "Returns"),
                Block.text("Thirty days."), new Block(2, "Delivery"), Block.text("Two days."), Block.text("Free.")));
        assertThat(passages).containsExactly(new Passage("Help", "Intro."), new Passage("Help › Returns", "Thirty days."),
                new Passage("Help › Delivery", "Two days.\nFree."));
    }

    @Test
    void aLongSectionIsCutWithAnOverlap() {
        var passages = Passages.of(List.of(paragraph(0, 60)));
        assertThat(passages).hasSizeGreaterThan(1);
        assertThat(passages).allSatisfy(passage -> assertThat(Sentences.words(passage.text())).isLessThanOrEqualTo(250));
        for (int i = 1; i < passages.size(); i++) {
            var beginning = Sentences.of(passages.get(i).text()).getFirst();
            assertThat(passages.get(i - 1).text()).contains(beginning);
        }
    }

    @Test
    void aTextWithoutSentencesIsCutToo() {
        var passages = Passages.of(List.of(Block.text("word ".repeat(5_000))));
        assertThat(passages).allSatisfy(passage -> assertThat(passage.text()).hasSizeLessThan(2_600));
    }

    @Property
    void everySentenceIsInSomePassage(@ForAll @Size(max = 30) List<@IntRange(min = 0, max = 40) Integer> paragraphs) {
        var blocks = new ArrayList<Block>();
        int sentences = 0;
        for (int length : paragraphs) {
            blocks.add(length % 7 == 0 ? new Block(1 + length % 6, "Heading " + length) : paragraph(sentences, length));
            sentences += length % 7 == 0 ? 0 : length;
        }
        var all = Passages.of(blocks).stream().map(Passage::text).collect(Collectors.joining("\n"));
        for (int i = 0; i < sentences; i++) {
            assertThat(all).contains(sentence(i));
        }
    }
}
