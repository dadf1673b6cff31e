package dev.parley.platform.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Counts what the limits allow, on this node. A rate is a bucket that holds a whole allowance and refills evenly, so a
/// burst passes and a flood does not. Thread-safe.
public final class Limits {
    /// Buckets remembered per limit: beyond that the ones unused for longest start afresh.
    private static final int REMEMBERED = 200_000;

    private final Map<Limit, Limit.Allowance> allowances;
    private final Map<Limit, Cache<String, Bucket>> buckets = new EnumMap<>(Limit.class);
    private final Map<Limit, ConcurrentHashMap<String, Integer>> held = new EnumMap<>(Limit.class);
    private final InstantSource clock;

    public Limits(Map<Limit, Limit.Allowance> allowances, InstantSource clock) {
        this.allowances = Map.copyOf(allowances);
        this.clock = clock;
        for (var limit : Limit.values()) {
            if (limit.atOnce()) {
                held.put(limit, new ConcurrentHashMap<>());
            } else {
                buckets.put(limit, Caffeine.newBuilder().maximumSize(REMEMBERED).build());
            }
        }
    }

    /// Takes one from the rate of `key`.
    ///
    /// @return empty if it was allowed, else how long to wait
    public Optional<Duration> take(Limit limit, String key) {
        var allowance = allowance(limit);
        if (allowance.count() == Long.MAX_VALUE) {
            return Optional.empty();
        }
        var wait = bucket(limit, key, allowance).take(allowance, clock.millis());
        return wait == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(wait));
    }

    /// Whether the rate of `key` is used up, without taking from it.
    ///
    /// @return empty if one more would be allowed, else how long to wait
    public Optional<Duration> exhausted(Limit limit, String key) {
        var allowance = allowance(limit);
        if (allowance.count() == Long.MAX_VALUE) {
            return Optional.empty();
        }
        var wait = bucket(limit, key, allowance).waitFor(allowance, clock.millis());
        return wait == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(wait));
    }

    /// Takes one of those `key` may hold at once; the caller gives it back with [Permit#close].
    ///
    /// @return empty if all are held
    public Optional<Permit> hold(Limit limit, String key) {
        var allowed = allowance(limit).count();
        if (allowed == Long.MAX_VALUE) {
            return Optional.of(() -> { });
        }
        var counts = Objects.requireNonNull(held.get(limit));
        var taken = new boolean[1];
        counts.compute(key, (_, count) -> {
            var now = count == null ? 0 : count;
            taken[0] = now < allowed;
            return taken[0] ? Integer.valueOf(now + 1) : count;
        });
        return taken[0] ? Optional.of(new Held(counts, key)) : Optional.empty();
    }

    /// What an address counts as: an IPv4 address itself, an IPv6 address its /64 network.
    public static String network(InetAddress address) {
        if (address instanceof Inet6Address) {
            return HexFormat.of().formatHex(address.getAddress(), 0, 8);
        }
        return address.getHostAddress();
    }

    private Limit.Allowance allowance(Limit limit) {
        return Objects.requireNonNull(allowances.get(limit));
    }

    private Bucket bucket(Limit limit, String key, Limit.Allowance allowance) {
        return Objects.requireNonNull(buckets.get(limit)).get(key, _ -> new Bucket(allowance.count(), clock.millis()));
    }

    /// One of those that may be held at once.
    @FunctionalInterface
    public interface Permit extends AutoCloseable {
        /// Gives it back; doing so again does nothing.
        @Override
        void close();
    }

    private static final class Held implements Permit {
        private final ConcurrentHashMap<String, Integer> counts;
        private final String key;
        private final AtomicBoolean open = new AtomicBoolean(true);

        Held(ConcurrentHashMap<String, Integer> counts, String key) {
            this.counts = counts;
            this.key = key;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                counts.compute(key, (_, count) -> count == null || count <= 1 ? null : Integer.valueOf(count - 1));
            }
        }
    }

    /// The tokens left of one rate.
    private static final class Bucket {
        private double left;
        private long filledAt;

        Bucket(long left, long now) {
            this.left = (double) left;
            this.filledAt = now;
        }

        synchronized long take(Limit.Allowance allowance, long now) {
            var wait = waitFor(allowance, now);
            if (wait == 0) {
                left -= 1;
            }
            return wait;
        }

        /// Milliseconds until one more is there.
        synchronized long waitFor(Limit.Allowance allowance, long now) {
            double perMilli = (double) allowance.count() / allowance.period().toMillis();
            left = Math.min((double) allowance.count(), left + Math.max(0, now - filledAt) * perMilli);
            filledAt = now;
            if (left >= 1) {
                return 0;
            }
            return perMilli == 0 ? allowance.period().toMillis() : (long) Math.ceil((1 - left) / perMilli);
        }
    }
}
