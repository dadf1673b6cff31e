package dev.parley.chat;

import dev.parley.chat.frames.HubFrame;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Whether the caller of one socket is still who they proved to be: warns before the proof ends, asks for a new one when
/// it has ended or its key died, and closes the socket if none comes. Thread-safe; no method blocks.
final class Standing {
    private static final Duration WARNED_BEFORE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(10);
    /// Timers sleep no longer than this, since the clock they wait for may jump.
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(5);

    private final Outbox outbox;
    private final Timers timers;
    private final InstantSource clock;
    private final String requestId;
    private @Nullable Guest guest;
    private @Nullable Future<?> timer;
    private Instant warning = Instant.MAX;
    private boolean warned;
    /// Why a new proof is asked for; null while the present one counts.
    private @Nullable ErrorCode asking;
    private Instant graceEnds = Instant.MAX;
    private boolean over;

    Standing(Outbox outbox, Timers timers, InstantSource clock, String requestId) {
        this.outbox = outbox;
        this.timers = timers;
        this.clock = clock;
        this.requestId = requestId;
    }

    /// Closes the socket unless somebody is admitted by then.
    synchronized void expectHelloWithin(Duration time) {
        timer = timers.after(time, this::helloOverdue);
    }

    private synchronized void helloOverdue() {
        if (guest == null) {
            end(Refused.because(ErrorCode.INVALID_REQUEST, "Say hello within 10 seconds after connecting."));
        }
    }

    synchronized void admit(Guest newcomer) {
        guest = newcomer;
        warned = false;
        warning = warning(newcomer.caller().expiresAt(), clock.instant());
        lookAfter();
    }

    /// A new proof of the same principal came: it is told so, and then what was held for it.
    synchronized void renew(Caller caller) {
        if (guest == null || over) {
            return;
        }
        var wasAsking = asking != null;
        asking = null;
        admit(guest.with(caller));
        outbox.sendNow(new HubFrame.Identified(caller.expiresAt()));
        if (wasAsking) {
            outbox.release();
        }
    }

    /// Whoever was admitted, even if they have to prove it again.
    synchronized Optional<Guest> guest() {
        return Optional.ofNullable(guest);
    }

    /// @throws Refused if nobody said hello yet, or the proof no longer counts
    synchronized Guest require() {
        if (guest == null) {
            throw Refused.field("type", "The first frame is hello.");
        }
        if (asking == null && guest.caller().expiredAt(clock.instant())) {
            reauthenticate(ErrorCode.SESSION_EXPIRED);
        }
        if (asking != null) {
            throw Refused.because(asking, "Prove who you are again: send identify with a new token, then repeat this.");
        }
        return guest;
    }

    /// Asks for a new proof. Until it comes nothing more is told; if none comes in time, the socket is closed.
    synchronized void reauthenticate(ErrorCode code) {
        if (asking != null || over || guest == null) {
            return;
        }
        asking = code;
        graceEnds = clock.instant().plus(GRACE);
        outbox.holdBack();
        outbox.sendNow(new HubFrame.Reauthenticate(code));
        wakeIn(GRACE);
    }

    /// Refuses whatever the caller may want and closes the socket.
    synchronized void end(Refused reason) {
        if (!over) {
            over();
            outbox.sendNow(new HubFrame.Refusal(null, reason, requestId));
            outbox.close(reason.code());
        }
    }

    /// The socket is gone, or will be.
    synchronized void over() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private synchronized void lookAfter() {
        if (over || guest == null) {
            return;
        }
        var now = clock.instant();
        var end = guest.caller().expiresAt();
        if (asking != null) {
            endUnlessWithin(graceEnds, asking, now);
        } else if (end != null) {
            lookAfter(end, now);
        }
    }

    private void lookAfter(Instant end, Instant now) {
        if (!now.isBefore(end)) {
            reauthenticate(ErrorCode.SESSION_EXPIRED);
            return;
        }
        if (!warned && !now.isBefore(warning)) {
            warned = true;
            outbox.send(new HubFrame.TokenExpiring(end));
        }
        wakeIn(Duration.between(now, warned ? end : warning));
    }

    /// A proof that lives shorter than the warning is early is renewed at half of its life, or renewing would never end.
    private static Instant warning(@Nullable Instant end, Instant now) {
        if (end == null) {
            return Instant.MAX;
        }
        var half = Duration.between(now, end).dividedBy(2);
        return end.minus(half.compareTo(WARNED_BEFORE) < 0 ? half : WARNED_BEFORE);
    }

    private void endUnlessWithin(Instant deadline, ErrorCode code, Instant now) {
        if (now.isBefore(deadline)) {
            wakeIn(Duration.between(now, deadline));
        } else {
            end(Refused.because(code, "No new token came in time. Connect again with one."));
        }
    }

    private void wakeIn(Duration time) {
        if (timer != null) {
            timer.cancel(false);
        }
        var sleep = time.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : time.plusMillis(1);
        timer = timers.after(sleep, this::lookAfter);
    }
}
