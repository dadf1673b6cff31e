package dev.parley.identity;

import dev.parley.members.Sessions;
import dev.parley.tenants.ApiKeys;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Finds the token in what somebody pasted, and says what stands around or inside it that does not belong there.
final class TokenShape {
    private static final Pattern BEARER = Pattern.compile("(?i)^(?:authorization:\\s*)?bearer\\s+");
    private static final Pattern IN_ADDRESS = Pattern.compile("[?&#](?:IDENTITY_TOKEN|token|jwt)=([^&#\\s]+)");
    private static final String RESEND = "Send exactly what the signing call returned, unchanged.";
    private static final Map<String, String> OTHER_CREDENTIALS = Map.of(
            ApiKeys.PREFIX, "an API key, which stays on your server: mint a token with it at /auth/embed/token",
            Sessions.PREFIX, "the session of a member who signed in, not an identity token of your product",
            VisitorTokens.PREFIX, "a visitor token of this hub, which identifies nobody",
            FrameTickets.PREFIX, "a frame ticket of this hub, which identifies nobody",
            "sec_", "the id of a secret: sign a token with the secret itself");

    private final List<TokenProblem> problems = new ArrayList<>();
    private String text;

    private TokenShape(String pasted) {
        this.text = pasted;
    }

    /// @param text     the token without what does not belong to it
    record Read(String text, List<TokenProblem> problems) {}

    static Read of(String pasted) {
        var shape = new TokenShape(pasted);
        shape.mend();
        shape.requireParts();
        return new Read(shape.text, List.copyOf(shape.problems));
    }

    private void mend() {
        change("white_space", text.strip(), "White space or a line break stands around the token.");
        change("bearer_prefix", BEARER.matcher(text).replaceFirst(""),
                "The word \"Bearer\" belongs to the Authorization header, not to the token.");
        change("quoted", unquoted(text), "Quotes stand around the token.");
        var inAddress = IN_ADDRESS.matcher(text);
        if (inAddress.find()) {
            change("address", inAddress.group(1), "This is an address that holds a token.");
        }
        if (text.contains("%")) {
            change("url_encoded", urlDecoded(text), "The token is URL-encoded once too often.");
        }
        change("white_space", text.replaceAll("\\s", ""), "White space or a line break stands inside the token.");
        change("standard_base64", text.replace('+', '-').replace('/', '_'),
                "The parts are standard base64, with + and /, instead of base64url, with - and _.");
        change("padded", text.replace("=", ""), "The parts are padded with =, which base64url in a token leaves out.");
    }

    private void change(String cause, String changed, String detail) {
        if (!changed.equals(text)) {
            text = changed;
            problems.add(TokenProblem.fatal(cause, detail, RESEND));
        }
    }

    private void requireParts() {
        for (var other : OTHER_CREDENTIALS.entrySet()) {
            if (text.startsWith(other.getKey())) {
                problems.add(TokenProblem.fatal("other_credential", "This is " + other.getValue() + ".",
                        "Let your backend sign an identity token and send that."));
                return;
            }
        }
        int parts = text.split("\\.", -1).length;
        if (text.isEmpty()) {
            problems.add(TokenProblem.fatal("empty", "There is no token: the text is empty.",
                    "Look at what your token endpoint answers: the field may have another name."));
        } else if (parts == 5) {
            problems.add(TokenProblem.fatal("encrypted", "The token has five parts: it is encrypted (a JWE), not signed.",
                    "Sign with HS256 and do not encrypt."));
        } else if (parts != 3) {
            problems.add(TokenProblem.fatal("not_a_token", "A signed token has three parts with dots between; this has "
                    + parts + ".", RESEND));
        } else {
            requireCanonical();
        }
        if (text.length() > CompactToken.MAX_LENGTH) {
            problems.add(TokenProblem.fatal("too_long", "The token has " + text.length() + " characters; 8192 are allowed.",
                    "Put less into it: variables are for short values."));
        }
    }

    private void requireCanonical() {
        var names = List.of("header", "payload", "signature");
        var parts = text.split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            var bytes = parts[i].getBytes(StandardCharsets.UTF_8);
            if (parts[i].isEmpty()) {
                problems.add(TokenProblem.fatal("empty_part", "The " + names.get(i) + " of the token is empty.",
                        i == 2 ? "Sign the token: an unsigned one proves nothing." : RESEND));
            } else if (Base64Url.decode(bytes, 0, bytes.length) == null) {
                problems.add(TokenProblem.fatal("damaged_part", "The " + names.get(i)
                        + " of the token is not base64url: it was cut off or changed.", RESEND));
            }
        }
    }

    private static String unquoted(String text) {
        int end = text.length() - 1;
        boolean quoted = end > 0 && text.charAt(0) == text.charAt(end) && "\"'`".indexOf(text.charAt(0)) >= 0;
        return quoted ? text.substring(1, end).strip() : text;
    }

    private static String urlDecoded(String text) {
        try {
            // A plus sign stands for itself in a token, and only in a form for a space.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    /// The name as people compare it: without case, underscores and hyphens.
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
