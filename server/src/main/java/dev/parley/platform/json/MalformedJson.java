package dev.parley.platform.json;

/// What was read is not one strict JSON value. Says where and why, never what stood there.
public final class MalformedJson extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final long position;

    MalformedJson(Problem problem, long position) {
        super(problem.sentence + (position < 0 ? "." : ", at byte " + position + "."), null, false, false);
        this.problem = problem;
        this.position = position;
    }

    public Problem problem() {
        return problem;
    }

    /// The offset in bytes from the start, 0 for the first; -1 where none can be told.
    public long position() {
        return position;
    }

    /// A sentence for whoever sent it, such as "The JSON has a key twice, at byte 17."
    public String detail() {
        return java.util.Objects.requireNonNull(getMessage());
    }

    /// Why something is not strict JSON (RFC 8259, narrowed by RFC 7493).
    public enum Problem {
        EMPTY("There is no JSON"),
        ENCODING("The JSON is not valid UTF-8"),
        SYNTAX("The JSON is malformed"),
        DUPLICATE_KEY("The JSON has a key twice"),
        TOO_DEEP("The JSON is nested too deeply"),
        NUMBER_RANGE("The JSON has a number out of range"),
        LONE_SURROGATE("The JSON has half of a surrogate pair"),
        NOT_AN_OBJECT("The JSON is not an object"),
        TRAILING_CONTENT("Something stands after the end of the JSON");

        private final String sentence;

        Problem(String sentence) {
            this.sentence = sentence;
        }
    }
}
