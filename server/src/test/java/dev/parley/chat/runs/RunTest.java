package dev.parley.chat.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.frames.HubFrame;
import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Message;
import dev.parley.conversations.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The numbered text of a run and those who follow it.
final class RunTest {
    private static final ConversationId CONVERSATION = ConversationId.next();

    private static Run run() {
        return new Run(new Message(MessageId.next(), CONVERSATION, 2, Message.Role.ASSISTANT, "", Message.State.STREAMING,
                Instant.EPOCH, null, MessageId.next(), null, null, List.of(), null, null));
    }

    /// A listener that keeps up, or not.
    private static final class Reader implements RunListener {
        final int from;
        final List<HubFrame> heard = new ArrayList<>();
        final StringBuilder text = new StringBuilder();
        boolean keepsUp = true;
        @Nullable Runnable waiting;

        Reader(int from) {
            this.from = from;
        }

        @Override
        public boolean follows(ConversationId conversation) {
            return true;
        }

        @Override
        public void hear(HubFrame frame) {
            heard.add(frame);
            if (frame instanceof HubFrame.Delta(var _, var offset, var words)) {
                assertThat(offset).isEqualTo(from + text.length());
                assertThat(words).isNotEmpty();
                assertThat(Character.isLowSurrogate(words.charAt(0))).isFalse();
                assertThat(Character.isHighSurrogate(words.charAt(words.length() - 1))).isFalse();
                text.append(words);
            }
        }

        @Override
        public boolean ready() {
            return keepsUp;
        }

        @Override
        public void whenReady(Runnable task) {
            waiting = task;
        }

        void stall() {
            keepsUp = false;
        }

        void catchUp() {
            keepsUp = true;
            var task = waiting;
            waiting = null;
            if (task != null) {
                task.run();
            }
        }
    }

    @Property(tries = 300)
    void everyFollowerIsToldEveryCharacterOnce(@ForAll long seed) {
        var random = new Random(seed);
        var run = run();
        var whole = new StringBuilder();
        var readers = new ArrayList<Reader>();
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    int offset = random.nextInt(whole.length() + 1);
                    if (run.reaches(offset)) {
                        var reader = new Reader(offset);
                        readers.add(reader);
                        run.follow(reader, offset);
                    }
                }
                case 1 -> readers.forEach(reader -> {
                    if (random.nextBoolean()) {
                        reader.stall();
                    } else {
                        reader.catchUp();
                    }
                });
                default -> {
                    var words = words(random);
                    // Pairs are fed half by half, as a careless provider would.
                    for (int i = 0; i < words.length(); i++) {
                        run.append(String.valueOf(words.charAt(i)));
                    }
                    whole.append(words);
                }
            }
        }
        var ending = new HubFrame.Stopped(run.id());
        assertThat(run.seal()).contains(whole.toString());
        run.end(ending);
        readers.forEach(Reader::catchUp);
        assertThat(readers).allSatisfy(reader -> {
            assertThat(reader.text.toString()).isEqualTo(whole.substring(reader.from));
            assertThat(reader.heard.getFirst()).isEqualTo(run.started());
            assertThat(reader.heard.getLast()).isEqualTo(ending);
            assertThat(reader.heard).containsOnlyOnce(ending);
        });
    }

    private static String words(Random random) {
        var words = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            words.appendCodePoint(random.nextInt(4) == 0 ? 0x1F680 + random.nextInt(64) : 'a' + random.nextInt(26));
        }
        return words.toString();
    }

    @Test
    void halfAPairThatNeverGetsItsOtherHalfIsReplaced() {
        var run = run();
        run.append("a\ud83d");
        run.append("b\udce6c");
        run.append("\ud83d");
        assertThat(run.seal()).contains("a\ufffdb\ufffdc\ufffd");
    }

    @Test
    void anOffsetWithinAPairOrBeyondTheTextIsNoPlaceInIt() {
        var run = run();
        run.append("a\ud83d\udce6");
        assertThat(run.reaches(0)).isTrue();
        assertThat(run.reaches(1)).isTrue();
        assertThat(run.reaches(2)).isFalse();
        assertThat(run.reaches(3)).isTrue();
        assertThat(run.reaches(4)).isFalse();
    }

    @Test
    void aReaderWhoFellBehindGetsOneLargeDelta() {
        var run = run();
        var reader = new Reader(0);
        run.follow(reader, 0);
        reader.stall();
        for (int i = 0; i < 100; i++) {
            run.append("word ");
        }
        reader.catchUp();
        assertThat(reader.heard).hasSize(2);
        assertThat(reader.text).hasSize(500);
    }

    @Test
    void aLongBacklogIsToldInBoundedPieces() {
        var run = run();
        run.append("x".repeat(3 * Run.LONGEST_DELTA));
        var reader = new Reader(0);
        run.follow(reader, 0);
        assertThat(reader.heard).hasSize(4);
    }

    @Test
    void whoLeavesHearsNothingMore() {
        var run = run();
        var reader = new Reader(0);
        run.follow(reader, 0);
        reader.stall();
        run.append("late");
        run.leave(reader);
        reader.catchUp();
        assertThat(reader.text).isEmpty();
    }

    @Test
    void onlyOneEndsTheText() {
        var run = run();
        run.append("words");
        assertThat(run.seal()).contains("words");
        run.append("more");
        assertThat(run.seal()).isEmpty();
    }
}
