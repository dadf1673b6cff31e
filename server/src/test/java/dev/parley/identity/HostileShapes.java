package dev.parley.identity;

import static dev.parley.platform.http.ErrorCode.AUTHENTICATION_FAILED;

import dev.parley.identity.HostileToken.Target;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Texts that are not three canonical base64url segments (RFC 7515, section 7.1).
final class HostileShapes {
    private HostileShapes() {}

    static List<HostileToken> all() {
        return Stream.of(
                bent("empty", _ -> ""),
                bent("a space", _ -> " "),
                bent("the word null", _ -> "null"),
                bent("the word undefined", _ -> "undefined"),
                bent("an e-mail address", _ -> "jane@example.com"),
                bent("an object in JSON", _ -> "{\"user_email\":\"jane@example.com\"}"),
                bent("one dot", _ -> "."),
                bent("two dots", _ -> ".."),
                bent("three dots", _ -> "..."),
                bent("one segment", token -> token.substring(0, token.indexOf('.'))),
                bent("two segments", token -> token.substring(0, token.lastIndexOf('.'))),
                bent("two segments and a dot", token -> token.substring(0, token.lastIndexOf('.') + 1)),
                bent("four segments", token -> token + ".AAAA"),
                bent("four segments, the last empty", token -> token + "."),
                bent("a dot before it", token -> "." + token),
                bent("five segments, as of an encrypted token", token -> token + ".AAAA.AAAA"),
                bent("empty header", token -> token.substring(token.indexOf('.'))),
                cut("empty payload", (parts, _) -> parts[0] + ".." + parts[2]),
                cut("padded header", (parts, _) -> parts[0] + "=." + parts[1] + "." + parts[2]),
                cut("padded payload", (parts, _) -> parts[0] + "." + parts[1] + "=." + parts[2]),
                bent("padded signature", token -> token + "="),
                bent("doubly padded signature", token -> token + "=="),
                bent("space before it", token -> " " + token),
                bent("space after it", token -> token + " "),
                bent("line break after it", token -> token + "\n"),
                bent("carriage return and line break after it", token -> token + "\r\n"),
                bent("tab in the middle", token -> token.substring(0, 20) + "\t" + token.substring(20)),
                bent("line broken every 64 characters", token -> token.replaceAll("(.{64})", "$1\n")),
                bent("no-break space after it", token -> token + "\u00a0"),
                bent("zero-width space after it", token -> token + "\u200b"),
                bent("byte order mark before it", token -> "\ufeff" + token),
                bent("null character after it", token -> token + "\0"),
                bent("full-width dots", token -> token.replace('.', '\uff0e')),
                bent("one-dot leaders for dots", token -> token.replace('.', '\u2024')),
                bent("a full-width first letter", token -> "\uff45" + token.substring(1)),
                bent("dots percent-encoded", token -> token.replace(".", "%2E")),
                bent("in double quotes", token -> '"' + token + '"'),
                bent("in single quotes", token -> "'" + token + "'"),
                bent("with its scheme", token -> "Bearer " + token),
                bent("two tokens with a comma", token -> token + "," + token),
                bent("two tokens with a space", token -> token + " " + token),
                cut("standard alphabet in the payload", (parts, target) -> Jwts.sealed(
                        parts[0] + ".eyJ1c2VyX2VtYWlsIjoiPz8/Pz8/In0", Jwts.utf8(target.identitySecret()))),
                cut("plus in the signature", (parts, _) -> parts[0] + "." + parts[1] + ".+" + parts[2].substring(1)),
                bent("signature cut by one character", token -> token.substring(0, token.length() - 1)),
                bent("signature longer by one character", token -> token + "A"),
                bent("signature longer by two characters", token -> token + "AA"),
                cut("signature of one character", (parts, _) -> parts[0] + "." + parts[1] + ".A"),
                cut("half the signature", (parts, _) -> parts[0] + "." + parts[1] + "." + parts[2].substring(0, 20)),
                cut("stray bits in the signature", (parts, _) -> parts[0] + "." + parts[1] + "." + straying(parts[2])),
                cut("stray bits in the header", (_, target) -> Jwts.sealed(
                        straying(Jwts.encode("{\"alg\":\"HS256\"} ")) + "." + Jwts.encode(payload()),
                        Jwts.utf8(target.identitySecret()))),
                cut("stray bits in the payload", (parts, target) -> Jwts.sealed(
                        parts[0] + "." + straying(Jwts.encode(payload())), Jwts.utf8(target.identitySecret()))),
                cut("payload of an impossible length", (parts, target) -> Jwts.sealed(
                        parts[0] + "." + Jwts.encode(payload()).substring(0, 25), Jwts.utf8(target.identitySecret()))),
                cut("segments in another order", (parts, _) -> parts[1] + "." + parts[0] + "." + parts[2]),
                bent("in small letters", token -> token.toLowerCase(java.util.Locale.ROOT)),
                bent("reversed", token -> new StringBuilder(token).reverse().toString()),
                bent("longer than 8 KiB", _ -> "A".repeat(9000)),
                cut("longer than 8 KiB and well signed", (_, target) -> Jwts.sign(
                        "{\"user_email\":\"jane\",\"pad\":\"" + "x".repeat(7000) + "\"}", target.identitySecret())),
                cut("as JSON serialization", (parts, _) -> "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1]
                        + "\",\"signature\":\"" + parts[2] + "\"}")).toList();
    }

    private static HostileToken bent(String name, UnaryOperator<String> change) {
        return new HostileToken("shape: " + name, target -> change.apply(good(target)), AUTHENTICATION_FAILED);
    }

    private static HostileToken cut(String name, BiFunction<String[], Target, String> change) {
        return new HostileToken("shape: " + name, target -> change.apply(good(target).split("\\."), target),
                AUTHENTICATION_FAILED);
    }

    private static String good(Target target) {
        return Jwts.sign(payload(), target.identitySecret());
    }

    /// A length that leaves unused bits in base64url.
    private static String payload() {
        return "{\"user_email\":\"jane@example.com\"} ";
    }

    /// The same bytes for a lenient decoder: one of the unused bits of the last character set.
    private static String straying(String segment) {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        if (segment.length() % 4 == 0) {
            throw new IllegalArgumentException("no unused bits in " + segment.length() + " characters");
        }
        int last = alphabet.indexOf(segment.charAt(segment.length() - 1));
        return segment.substring(0, segment.length() - 1) + alphabet.charAt(last + 1);
    }
}
