package dev.parley.chat;

import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How much one principal may ask of an agent.
final class Quotas {
    private static final Duration RUN_WAIT = Duration.ofSeconds(5);

    private final Limits limits;

    Quotas(Limits limits) {
        this.limits = limits;
    }

    /// Counts one message.
    ///
    /// @throws Refused `rate_limited` if it is one too many
    void takeSend(Admitted by, InetAddress address) {
        if (by.caller() instanceof Caller.Visitor) {
            take(Limit.SENDS_PER_VISITOR, key(by));
            take(Limit.SENDS_PER_ADDRESS, Limits.network(address));
            take(Limit.SENDS_PER_AGENT_VISITORS, by.agent().id().value());
        } else {
            take(Limit.SENDS_PER_USER, key(by));
        }
    }

    /// Takes one of the answers a principal may have produced at once.
    ///
    /// @throws Refused `rate_limited` if none is left
    Limits.Permit holdRun(Admitted by) {
        return limits.hold(Limit.RUNS_PER_USER, key(by)).orElseThrow(() -> Refused.until(ErrorCode.RATE_LIMITED,
                "Too many answers are being written at once. Wait until one ends, or stop one.", RUN_WAIT));
    }

    static void giveBack(Limits.@Nullable Permit permit) {
        if (permit != null) {
            permit.close();
        }
    }

    private void take(Limit limit, String key) {
        limits.take(limit, key).ifPresent(wait -> {
            var seconds = Math.max(1, wait.plusMillis(999).toSeconds());
            throw Refused.until(ErrorCode.RATE_LIMITED, "Too many messages were sent. Wait " + seconds
                    + (seconds == 1 ? " second" : " seconds") + ", then send again.", wait);
        });
    }

    private static String key(Admitted by) {
        return by.agent().id().value() + " " + by.caller().principal().owner();
    }
}
