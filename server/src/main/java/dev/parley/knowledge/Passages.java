package dev.parley.knowledge;

import java.util.ArrayList;
import java.util.List;

/// Cuts a document into passages: at headings, else after about 200 words. Passages of one section overlap by a
/// sentence or two, so that an answer on a cut is whole in one of them.
final class Passages {
    private static final int MOST_WORDS = 220;
    private static final int ENOUGH_WORDS = 100;
    private static final int OVERLAP_WORDS = 30;

    private final List<Passage> passages = new ArrayList<>();
    private final String[] headings = new String[7];
    /// The sentences of the passage in hand; an element `"\n"` ends a paragraph.
    private final List<String> sentences = new ArrayList<>();
    private int words;
    private boolean onlyOverlap = true;

    private Passages() {
        java.util.Arrays.fill(headings, "");
    }

    static List<Passage> of(List<Block> blocks) {
        var cutter = new Passages();
        for (var block : blocks) {
            if (block.isHeading()) {
                cutter.heading(block);
            } else {
                cutter.paragraph(block.text());
            }
        }
        cutter.endSection();
        return List.copyOf(cutter.passages);
    }

    private void heading(Block block) {
        endSection();
        headings[block.level()] = block.text();
        for (int deeper = block.level() + 1; deeper < headings.length; deeper++) {
            headings[deeper] = "";
        }
    }

    private void paragraph(String text) {
        var parts = Sentences.of(text);
        int length = parts.stream().mapToInt(Sentences::words).sum();
        if (words + length > MOST_WORDS && words >= ENOUGH_WORDS) {
            endPassage();
        }
        for (var sentence : parts) {
            int more = Sentences.words(sentence);
            if (!onlyOverlap && words + more > MOST_WORDS) {
                endPassage();
            }
            sentences.add(sentence);
            words += more;
            onlyOverlap = false;
        }
        sentences.add("\n");
    }

    private void endPassage() {
        emit();
        var overlap = new ArrayList<String>();
        int kept = 0;
        for (int i = sentences.size() - 1; i >= 0; i--) {
            kept += Sentences.words(sentences.get(i));
            if (kept > OVERLAP_WORDS) {
                break;
            }
            overlap.addFirst(sentences.get(i));
        }
        sentences.clear();
        sentences.addAll(overlap);
        words = overlap.stream().mapToInt(Sentences::words).sum();
        onlyOverlap = true;
    }

    private void endSection() {
        emit();
        sentences.clear();
        words = 0;
        onlyOverlap = true;
    }

    private void emit() {
        if (onlyOverlap) {
            return;
        }
        var text = new StringBuilder();
        for (var sentence : sentences) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n' && !sentence.equals("\n")) {
                text.append(' ');
            }
            text.append(text.isEmpty() && sentence.equals("\n") ? "" : sentence);
        }
        passages.add(new Passage(headingPath(), text.toString().strip()));
    }

    private String headingPath() {
        return java.util.Arrays.stream(headings)
                .filter(heading -> !heading.isEmpty())
                .collect(java.util.stream.Collectors.joining(" › "));
    }
}
