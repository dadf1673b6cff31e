package dev.parley.agents;

import dev.parley.platform.ids.Ids;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// The name of an agent in addresses: 2 to 63 small letters, digits and hyphens.
final class Slug {
    static final Pattern GRAMMAR = Pattern.compile("[a-z0-9-]{2,63}");
    private static final int ROOM_FOR_SUFFIX = 63 - 7;

    private Slug() {}

    /// The slug that reads like `name`; `agent` if it has no letter or digit of ASCII.
    static String from(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "").replaceAll("[^a-z0-9]+", "-");
        var cut = plain.substring(0, Math.min(plain.length(), ROOM_FOR_SUFFIX)).replaceAll("^-+|-+$", "");
        return cut.length() < 2 ? "agent" : cut;
    }

    /// Another slug that reads like `slug`, for when that one is taken.
    static String unlike(String slug) {
        return slug + "-" + HexFormat.of().formatHex(Ids.random(3));
    }
}
