package dev.parley.tenants;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.Database.Dialect;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Which secrets are live, as the database has it. Over PostgreSQL every question is asked there, since another node may
/// have rotated. An SQLite database has this process alone as its writer, so there an answer holds until the epoch moves.
final class LiveSecrets {
    private static final int CACHED = 50_000;

    private final Database database;
    private final Function<SecretRow, SigningSecret> opened;
    private final boolean soleWriter;
    private final AtomicLong epoch = new AtomicLong();
    private final Cache<List<KeyHolder>, Answer> answers = Caffeine.newBuilder().maximumSize(CACHED).build();

    LiveSecrets(Database database, Function<SecretRow, SigningSecret> opened) {
        this.database = database;
        this.opened = opened;
        this.soleWriter = database.dialect() == Dialect.SQLITE;
    }

    List<SigningSecret> of(List<KeyHolder> holders, Instant now) {
        if (holders.isEmpty()) {
            return List.of();
        }
        // Taken before the rows are read: an answer that a change has overtaken is then never current.
        long asked = epoch.get();
        var answer = soleWriter ? answers.getIfPresent(holders) : null;
        if (answer == null || answer.epoch != asked) {
            answer = new Answer(asked, read(holders));
            if (soleWriter) {
                answers.put(List.copyOf(holders), answer);
            }
        }
        return answer.liveAt(now);
    }

    long epoch() {
        return epoch.get();
    }

    /// Makes every earlier answer void; called after a change is on disk and before it returns.
    void forget() {
        epoch.incrementAndGet();
    }

    private List<SigningSecret> read(List<KeyHolder> holders) {
        return database.read(handle -> SecretRow.ofHolders(handle, holders)).stream().map(opened).toList();
    }

    /// What the database said while the epoch was this one.
    private record Answer(long epoch, List<SigningSecret> secrets) {
        List<SigningSecret> liveAt(Instant now) {
            for (var secret : secrets) {
                if (!secret.isLiveAt(now)) {
                    return secrets.stream().filter(other -> other.isLiveAt(now)).toList();
                }
            }
            return secrets;
        }
    }
}
