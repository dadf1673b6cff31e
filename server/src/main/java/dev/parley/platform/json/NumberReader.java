package dev.parley.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.platform.json.MalformedJson.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Reads one JSON number (RFC 8259, section 6) exactly, unless its size would make arithmetic on it run for long.
/// Single use.
final class NumberReader {
    private static final int MAX_LENGTH = 400;
    /// Powers of ten a number may reach; a double ends at 308.
    private static final int MAX_EXPONENT = 308;
    /// Digits that surely fit a long.
    private static final int LONG_DIGITS = 18;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final byte[] in;
    private final int start;
    private int at;

    NumberReader(byte[] in, int start) {
        this.in = in;
        this.start = start;
        this.at = start;
    }

    /// Where the number ended, once it was read.
    int end() {
        return at;
    }

    JsonNode read() throws MalformedJson {
        boolean negative = accept('-');
        boolean zero = at < in.length && in[at] == '0';
        long value = digits();
        if (zero && at > start + (negative ? 2 : 1)) {
            throw malformed(Problem.SYNTAX);
        }
        boolean whole = true;
        if (accept('.')) {
            whole = false;
            digits();
        }
        if (accept('e') || accept('E')) {
            whole = false;
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        if (whole && at - start <= LONG_DIGITS) {
            return NODES.numberNode(negative ? -value : value);
        }
        return large(whole);
    }

    private JsonNode large(boolean whole) throws MalformedJson {
        if (at - start > MAX_LENGTH) {
            throw malformed(Problem.NUMBER_RANGE);
        }
        var text = new String(in, start, at - start, StandardCharsets.ISO_8859_1);
        if (whole) {
            var integer = new BigInteger(text);
            return integer.bitLength() < Long.SIZE ? NODES.numberNode(integer.longValue()) : NODES.numberNode(integer);
        }
        try {
            return NODES.numberNode(inRange(new BigDecimal(text)));
        } catch (NumberFormatException e) {
            // An exponent beyond an int.
            throw malformed(Problem.NUMBER_RANGE);
        }
    }

    private BigDecimal inRange(BigDecimal number) throws MalformedJson {
        long exponent = (long) number.precision() - number.scale() - 1;
        if (Math.abs(exponent) > MAX_EXPONENT) {
            throw malformed(Problem.NUMBER_RANGE);
        }
        return number;
    }

    /// One digit or more; their value, if they fit.
    private long digits() throws MalformedJson {
        int first = at;
        int i = first;
        long value = 0;
        for (; i < in.length && in[i] >= '0' && in[i] <= '9'; i++) {
            value = value * 10 + in[i] - '0';
        }
        at = i;
        if (at == first) {
            throw malformed(Problem.SYNTAX);
        }
        return value;
    }

    private boolean accept(char wanted) {
        boolean next = at < in.length && in[at] == wanted;
        at += next ? 1 : 0;
        return next;
    }

    private MalformedJson malformed(Problem problem) {
        return new MalformedJson(problem, at);
    }
}
