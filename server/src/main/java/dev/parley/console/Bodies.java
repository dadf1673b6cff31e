package dev.parley.console;

import dev.parley.members.Email;
import dev.parley.members.PasswordRule;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.json.Durations;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.Json;
import dev.parley.tenants.SigningSecrets;
import java.time.Duration;

/// The fields that several request bodies share.
final class Bodies {
    private Bodies() {}

    /// The body, which may be left out where every field is optional.
    static Fields optional(Request request) {
        return Fields.of(request.body().length == 0 ? Json.object() : request.json());
    }

    static Fields required(Request request) {
        return Fields.of(request.json());
    }

    /// How long two secrets overlap: not at all unless the body says so, 24 hours at most.
    static Duration overlap(Fields body) {
        var overlap = Durations.optional(body, "overlap").orElse(Duration.ZERO);
        if (overlap.compareTo(SigningSecrets.MAX_OVERLAP) > 0) {
            throw Refused.field("overlap", "Choose an overlap of at most 24h.");
        }
        return overlap;
    }

    /// A name of 1 to 100 characters on one line.
    static String name(Fields body, String field) {
        return checkedName(body.text(field, 1, 100), body.pathOf(field));
    }

    static String checkedName(String text, String field) {
        if (text.isBlank() || text.codePoints().anyMatch(Character::isISOControl)) {
            throw Refused.field(field, "Write the " + field + " with visible characters, on one line.");
        }
        return text.strip();
    }

    static Email email(Fields body, String field) {
        return checkedEmail(body.text(field, 3, 254), body.pathOf(field));
    }

    static Email checkedEmail(String text, String field) {
        return Email.of(text).orElseThrow(() ->
                Refused.field(field, "Write an e-mail address such as ada@example.com."));
    }

    static String password(Fields body, String field, Email email) {
        var password = body.text(field, 0, 1_000);
        PasswordRule.problem(password, email).ifPresent(problem -> {
            throw Refused.field(body.pathOf(field), problem);
        });
        return password;
    }
}
