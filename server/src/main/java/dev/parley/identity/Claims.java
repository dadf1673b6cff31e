package dev.parley.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The claims of a token whose signature was verified. Reading one of the wrong type refuses the token.
final class Claims {
    private final ObjectNode claims;

    private Claims(ObjectNode claims) {
        this.claims = claims;
    }

    static Claims of(CompactToken token) throws TokenRefused {
        try {
            return new Claims(StrictJson.object(token.payload()));
        } catch (MalformedJson e) {
            throw TokenRefused.invalid("The token's payload is not one JSON object. " + e.detail());
        }
    }

    boolean has(String name) {
        return claims.has(name);
    }

    /// A text that must be there.
    String text(String name) throws TokenRefused {
        var text = optionalText(name);
        if (text == null) {
            throw TokenRefused.invalid("The token lacks the claim \"" + name + "\"." + hint(name));
        }
        return text;
    }

    @Nullable String optionalText(String name) throws TokenRefused {
        var value = claims.get(name);
        if (value != null && !value.isTextual()) {
            throw wrongType(name, "text");
        }
        return value == null ? null : value.textValue();
    }

    /// The id of a user that must be there.
    String userId(String name) throws TokenRefused {
        var id = text(name);
        if (!UserIds.isValid(id)) {
            throw TokenRefused.invalid("The claim \"" + name + "\" is not a usable user id: it must have " + UserIds.RULE
                    + ".");
        }
        return id;
    }

    /// An e-mail address for people to read; null if there is none or it is not fit to be shown.
    @Nullable String email(String name) throws TokenRefused {
        var email = optionalText(name);
        return email != null && email.indexOf('@') > 0 && UserIds.isValid(email) ? email : null;
    }

    /// A NumericDate (RFC 7519, section 2), fractions of a second included; null if it is absent.
    @Nullable Instant time(String name) throws TokenRefused {
        var value = claims.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw wrongType(name, "a number: seconds since 1970");
        }
        return NumericDate.toInstant(value);
    }

    /// A list of texts; empty if it is absent.
    List<String> texts(String name) throws TokenRefused {
        var value = claims.get(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrongType(name, "a list of texts");
        }
        var texts = new ArrayList<String>(value.size());
        for (var item : value) {
            if (!item.isTextual()) {
                throw wrongType(name, "a list of texts");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    Map<String, Object> variables() throws TokenRefused {
        var value = claims.get("variables");
        return value == null ? Map.of() : Variables.read(value);
    }

    private String hint(String wanted) {
        for (var name : List.of("user_email", "userEmail", "userId", "user_id", "email", "sub")) {
            if (!name.equals(wanted) && claims.has(name)) {
                return " It has \"" + name + "\" instead; put the user's id into \"" + wanted + "\".";
            }
        }
        return " Add it to the payload that your backend signs.";
    }

    private static TokenRefused wrongType(String name, String type) {
        return TokenRefused.invalid("The claim \"" + name + "\" must be " + type + ".");
    }
}
