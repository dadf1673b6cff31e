package dev.parley.platform.json;

import dev.parley.platform.json.MalformedJson.Problem;
import java.nio.charset.StandardCharsets;

/// Reads a JSON string that has escapes (RFC 8259, section 7), from behind its opening quote. Single use.
final class EscapeReader {
    private static final int HEX_DIGITS = 4;

    private final byte[] in;
    private final StringBuilder text = new StringBuilder();
    private int at;

    EscapeReader(byte[] in, int start) {
        this.in = in;
        this.at = start;
    }

    /// Where the string ended, its closing quote included, once it was read.
    int end() {
        return at;
    }

    String read() throws MalformedJson {
        int plainFrom = at;
        while (at < in.length) {
            byte unit = in[at];
            if (unit == '"' || unit == '\\') {
                text.append(new String(in, plainFrom, at - plainFrom, StandardCharsets.UTF_8));
                at++;
                if (unit == '"') {
                    return text.toString();
                }
                escape();
                plainFrom = at;
            } else if (unit >= 0 && unit < ' ') {
                break;
            } else {
                at++;
            }
        }
        throw malformed(Problem.SYNTAX);
    }

    private void escape() throws MalformedJson {
        if (at == in.length) {
            throw malformed(Problem.SYNTAX);
        }
        switch (in[at++]) {
            case '"' -> text.append('"');
            case '\\' -> text.append('\\');
            case '/' -> text.append('/');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> unicode();
            default -> throw malformed(Problem.SYNTAX);
        }
    }

    private void unicode() throws MalformedJson {
        char unit = codeUnit();
        text.append(unit);
        if (!Character.isSurrogate(unit)) {
            return;
        }
        boolean another = at + 1 < in.length && in[at] == '\\' && in[at + 1] == 'u';
        if (Character.isLowSurrogate(unit) || !another) {
            throw malformed(Problem.LONE_SURROGATE);
        }
        at += 2;
        char low = codeUnit();
        if (!Character.isLowSurrogate(low)) {
            throw malformed(Problem.LONE_SURROGATE);
        }
        text.append(low);
    }

    private char codeUnit() throws MalformedJson {
        int unit = 0;
        for (int end = at + HEX_DIGITS; at < end; at++) {
            int digit = at < in.length ? hex(in[at]) : -1;
            if (digit < 0) {
                throw malformed(Problem.SYNTAX);
            }
            unit = unit << HEX_DIGITS | digit;
        }
        return (char) unit;
    }

    /// Not `Character.digit`, which takes the digits of every script.
    private static int hex(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int lower = digit | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private MalformedJson malformed(Problem problem) {
        return new MalformedJson(problem, at);
    }
}
