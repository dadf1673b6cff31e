package dev.parley.members;

import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.ids.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/// Hashes passwords with Argon2id (RFC 9106), written as `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. At most two hashes are
/// made at once, on threads of their own, so that sign-ins can exhaust neither the memory nor the request threads.
public final class Passwords {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int ITERATIONS = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_ONCE = 2;
    private static final int WAITING = 64;
    private static final Pattern GRAMMAR = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=1\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_ONCE, AT_ONCE, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("password-", 0).factory());
    /// Compared with when there is no such account, so that its absence takes as long as a wrong password.
    private final String nobodysHash = compute(Ids.secret(), MEMORY_KIB, ITERATIONS, Ids.random(SALT_BYTES));

    public Passwords() {
        threads.allowCoreThreadTimeOut(true);
    }

    /// The text to store for a password.
    ///
    /// @throws Refused `unavailable` if too many wait already
    public String hash(String password) {
        return run(() -> compute(password, MEMORY_KIB, ITERATIONS, Ids.random(SALT_BYTES)));
    }

    /// Whether the password is the one that was stored; never, but in the same time, where none is stored.
    ///
    /// @throws Refused `unavailable` if too many wait already
    public boolean matches(String password, @Nullable String stored) {
        return run(() -> isSame(password, stored == null ? nobodysHash : stored)) && stored != null;
    }

    private <T> T run(Callable<T> work) {
        try {
            return threads.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw Refused.until(ErrorCode.UNAVAILABLE, "Too many people sign in at this moment. Try again shortly.",
                    Duration.ofSeconds(5));
        } catch (ExecutionException e) {
            throw new IllegalStateException("A password could not be hashed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.until(ErrorCode.UNAVAILABLE, "The hub is stopping. Try again.", Duration.ofSeconds(5));
        }
    }

    private static boolean isSame(String password, String stored) {
        var parts = GRAMMAR.matcher(stored);
        if (!parts.matches()) {
            throw new IllegalStateException("A stored password hash is damaged");
        }
        var again = compute(password, Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)),
                Base64.getDecoder().decode(parts.group(3)));
        return MessageDigest.isEqual(bytes(again), bytes(stored));
    }

    private static String compute(String password, int memory, int iterations, byte[] salt) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory).withIterations(iterations).withParallelism(1).withSalt(salt).build());
        var hash = new byte[HASH_BYTES];
        generator.generateBytes(bytes(Normalizer.normalize(password, Normalizer.Form.NFC)), hash);
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memory + ",t=" + iterations + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
