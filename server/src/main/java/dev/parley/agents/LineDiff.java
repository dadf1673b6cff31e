package dev.parley.agents;

import java.util.ArrayList;
import java.util.List;

/// The lines two texts have in common, in order, and those only one of them has: by a longest common subsequence.
public final class LineDiff {
    /// Beyond so many pairs of differing lines the old ones count as removed and the new ones as added: a table of all
    /// pairs would be too large, and nobody would read its result.
    private static final int MOST_PAIRS = 1_000_000;

    private final List<String> old;
    private final List<String> now;
    private final List<Line> lines = new ArrayList<>();

    private LineDiff(List<String> old, List<String> now) {
        this.old = old;
        this.now = now;
    }

    public enum Kind { SAME, REMOVED, ADDED }

    /// @param text without its line break
    public record Line(Kind kind, String text) {}

    public static List<Line> between(String old, String now) {
        var diff = new LineDiff(linesOf(old), linesOf(now));
        diff.run();
        return List.copyOf(diff.lines);
    }

    private static List<String> linesOf(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\r?\n", -1));
    }

    private void run() {
        int start = 0;
        while (start < old.size() && start < now.size() && old.get(start).equals(now.get(start))) {
            start++;
        }
        int oldEnd = old.size();
        int nowEnd = now.size();
        while (oldEnd > start && nowEnd > start && old.get(oldEnd - 1).equals(now.get(nowEnd - 1))) {
            oldEnd--;
            nowEnd--;
        }
        add(Kind.SAME, old.subList(0, start));
        between(old.subList(start, oldEnd), now.subList(start, nowEnd));
        add(Kind.SAME, old.subList(oldEnd, old.size()));
    }

    private void between(List<String> removed, List<String> added) {
        if ((long) removed.size() * added.size() > MOST_PAIRS) {
            add(Kind.REMOVED, removed);
            add(Kind.ADDED, added);
            return;
        }
        var common = common(removed, added);
        int i = 0;
        int j = 0;
        while (i < removed.size() || j < added.size()) {
            if (i < removed.size() && j < added.size() && removed.get(i).equals(added.get(j))) {
                lines.add(new Line(Kind.SAME, removed.get(i++)));
                j++;
            } else if (j == added.size() || i < removed.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add(new Line(Kind.REMOVED, removed.get(i++)));
            } else {
                lines.add(new Line(Kind.ADDED, added.get(j++)));
            }
        }
    }

    /// `common[i][j]`: how many lines the rests from `i` and from `j` have in common.
    private static int[][] common(List<String> removed, List<String> added) {
        var common = new int[removed.size() + 1][added.size() + 1];
        for (int i = removed.size() - 1; i >= 0; i--) {
            for (int j = added.size() - 1; j >= 0; j--) {
                common[i][j] = removed.get(i).equals(added.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private void add(Kind kind, List<String> texts) {
        texts.forEach(text -> lines.add(new Line(kind, text)));
    }
}
