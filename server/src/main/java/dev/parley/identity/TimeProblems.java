package dev.parley.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.tenants.KeyHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is wrong with the times of a token, each with its distance in seconds.
final class TimeProblems {
    private static final String SECONDS_OF_NODE =
            "JWT times are whole seconds since 1970: divide by 1000, such as Math.floor(Date.now() / 1000).";
    private static final String SET_CLOCK = "Set the clock of your server (NTP), or leave the claim out.";

    private final ExaminedToken token;
    private final Instant now;
    private final List<TokenProblem> problems = new ArrayList<>();

    private TimeProblems(ExaminedToken token) {
        this.token = token;
        this.now = token.now();
    }

    static List<TokenProblem> of(ExaminedToken token) {
        var times = new TimeProblems(token);
        if (token.pasted().claims() != null) {
            times.look();
        }
        return times.problems;
    }

    static List<TokenProblem> advice(ExaminedToken token) {
        var claims = token.claims();
        if (token.profile() != KeyHolder.Kind.AGENT || token.pasted().claims() == null) {
            return List.of();
        }
        if (!claims.has("exp") && !token.agent().definition().tokenPolicy().requireExp()) {
            return List.of(TokenProblem.advice("no_expiry", "The token has no \"exp\": a copy of it stays good for long.",
                    "Let it end after 5 to 15 minutes; the widget fetches the next one by itself.").in("exp"));
        }
        return claims.has("iat") ? List.of() : List.of(TokenProblem.advice("no_issue_time",
                "The token has no \"iat\": once this user's tokens were revoked, new ones are refused too.",
                "Set \"iat\" to the time of signing, in seconds.").in("iat"));
    }

    private void look() {
        var expiry = time("exp");
        var issued = time("iat");
        var notBefore = time("nbf");
        if (expiry != null && !now.isBefore(expiry)) {
            long ago = seconds(expiry, now);
            add("expired", "exp", "The token expired " + ago + " s ago.", ago,
                    "Sign a new one for every page; do not cache it longer than it lives.");
        }
        requireNotAhead("nbf", "not_yet_valid", notBefore);
        requireNotAhead("iat", "issued_ahead", issued);
        switch (token.profile()) {
            case AGENT -> agentTimes(expiry, issued);
            case TENANT -> tenantTimes(expiry, issued);
            case MINT -> { }
        }
        if (expiry != null && isFar(expiry)) {
            add("too_far", "exp", "\"exp\" is more than 366 days ahead.", seconds(now, expiry),
                    "Let the token end after 5 to 15 minutes.");
        }
    }

    private void agentTimes(@Nullable Instant expiry, @Nullable Instant issued) {
        var policy = token.agent().definition().tokenPolicy();
        if (policy.requireExp() && expiry == null && !token.claims().has("exp")) {
            problems.add(TokenProblem.fatal("missing_expiry", "The token has no \"exp\", which this agent requires.",
                    "Set an expiry in your signing call, such as expiresIn: '15m'.").in("exp"));
        }
        var longest = policy.maxLifetime();
        if (issued != null && Offsets.isOver(issued, longest, now)) {
            long age = seconds(issued, now);
            add("too_old", "iat", "The token was issued " + age + " s ago; this agent accepts tokens for "
                    + Offsets.words(longest.toSeconds()) + ".", age - longest.toSeconds(), "Sign a new one.");
        }
    }

    private void tenantTimes(@Nullable Instant expiry, @Nullable Instant issued) {
        if (expiry == null) {
            if (!token.claims().has("exp")) {
                problems.add(TokenProblem.fatal("missing_expiry",
                        "The token has no \"exp\", which one signed with the tenant's secret needs.",
                        "Set an expiry of at most one hour in your signing call.").in("exp"));
            }
            return;
        }
        var start = issued == null ? now : issued;
        if (!isFar(expiry) && Offsets.isAhead(expiry, TenantProfile.MAX_LIFETIME, start)) {
            long lifetime = seconds(start, expiry);
            add("lifetime_too_long", "exp", "The token has a lifetime of " + Offsets.words(lifetime)
                    + "; 1 h is allowed with the tenant's secret.", lifetime - 3600, "Set a shorter expiry.");
        }
    }

    private void requireNotAhead(String claim, String cause, @Nullable Instant time) {
        if (time != null && Offsets.isAhead(time, TokenTimes.SKEW, now)) {
            long ahead = seconds(now, time);
            add(cause, claim, "\"" + claim + "\" is " + ahead + " s ahead of the hub's clock; 60 s are allowed.", ahead,
                    SET_CLOCK);
        }
    }

    /// The time a claim holds; null, and the problem is noted, if that is not a time in seconds.
    private @Nullable Instant time(String claim) {
        @Nullable JsonNode value = token.claims().get(claim);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            problems.add(TokenProblem.fatal("wrong_type", "\"" + claim + "\" is " + ClaimProblems.type(value)
                    + ", not a number.", "Write it as a number of seconds since 1970, without quotes.").in(claim));
            return null;
        }
        var time = NumericDate.toInstant(value);
        if (Offsets.isAhead(time, TokenTimes.FARTHEST_EXPIRY, now) && Offsets.looksLikeMilliseconds(time, now)) {
            add("milliseconds", claim, "\"" + claim + "\" is in milliseconds.", seconds(now, time), SECONDS_OF_NODE);
            return null;
        }
        return time;
    }

    private boolean isFar(Instant time) {
        return Offsets.isAhead(time, TokenTimes.FARTHEST_EXPIRY, now);
    }

    private void add(String cause, String claim, String detail, long seconds, String remedy) {
        problems.add(TokenProblem.fatal(cause, detail, remedy).in(claim).off(seconds));
    }

    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }
}
