package dev.parley.platform.limits;

import java.time.Duration;
import java.util.regex.Pattern;

/// Every limit on how often something may happen. Each is also a setting, `PARLEY_LIMIT_<NAME>`, with a value such as
/// `30/1m` (a rate), `20` (at once) or `off`.
public enum Limit {
    /// Messages of one user or member to one agent.
    SENDS_PER_USER("30/1m"),
    /// Messages of one visitor.
    SENDS_PER_VISITOR("10/1m"),
    /// Messages of all visitors behind one address; an IPv6 address counts by its /64.
    SENDS_PER_ADDRESS("60/1m"),
    /// Messages of all visitors of one agent.
    SENDS_PER_AGENT_VISITORS("600/1m"),
    /// Refused tokens of one address at one agent; good tokens from that address still pass.
    FAILED_VERIFICATIONS("60/1m"),
    /// Open sockets of one user at one agent.
    SOCKETS_PER_USER("20"),
    /// Open sockets of visitors behind one address.
    SOCKETS_PER_ADDRESS("100"),
    /// Answers being produced for one user by one agent.
    RUNS_PER_USER("4"),
    /// Tokens minted for one API key.
    MINTS_PER_KEY("300/1m"),
    /// Tokens that one member or API key lets explain.
    TOKEN_CHECKS("30/1m"),
    /// Sign-in attempts for one account, and from one address.
    LOGINS("10/1m"),
    /// Mails with a link to choose another password, for one account.
    PASSWORD_RESETS("5/1h"),
    /// Tests of a model's connection by one member or API key.
    MODEL_TESTS("10/1m"),
    /// Sign-ins with a provider that begin at one address.
    PROVIDER_SIGN_INS("60/1m");

    private static final Pattern RATE = Pattern.compile("(\\d{1,9})/(\\d{1,6})([smhd])");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    private final String fallback;

    Limit(String fallback) {
        this.fallback = fallback;
    }

    /// The value when nobody sets one.
    public String fallback() {
        return fallback;
    }

    /// Whether this limits how many exist at once, instead of how many happen in a time.
    public boolean atOnce() {
        return !fallback.contains("/");
    }

    /// How much is allowed; `period` is zero for a limit at once.
    ///
    /// @param count `Long.MAX_VALUE` when the limit is off
    public record Allowance(long count, Duration period) {
        static final Allowance OFF = new Allowance(Long.MAX_VALUE, Duration.ZERO);
    }

    /// Reads `30/1m`, `20` or `off`.
    ///
    /// @throws IllegalArgumentException if the text is none of them, or not the kind this limit is
    public Allowance allowance(String text) {
        if (text.equals("off")) {
            return Allowance.OFF;
        }
        var rate = RATE.matcher(text);
        if (!atOnce() && rate.matches()) {
            var length = Long.parseLong(rate.group(2));
            var period = switch (rate.group(3)) {
                case "s" -> Duration.ofSeconds(length);
                case "m" -> Duration.ofMinutes(length);
                case "h" -> Duration.ofHours(length);
                default -> Duration.ofDays(length);
            };
            if (!period.isZero()) {
                return new Allowance(Long.parseLong(rate.group(1)), period);
            }
        }
        if (atOnce() && COUNT.matcher(text).matches()) {
            return new Allowance(Long.parseLong(text), Duration.ZERO);
        }
        throw new IllegalArgumentException(
                "write " + (atOnce() ? "a number such as 20" : "a rate such as 30/1m") + ", or off, not \"" + text + "\"");
    }
}
