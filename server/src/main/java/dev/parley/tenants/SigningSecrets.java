package dev.parley.tenants;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.HmacKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/// The secrets that sign identity tokens: agents' identity secrets, tenants' secrets and the hub's mint keys. Encrypted at
/// rest; at most two of a holder are live at once. Every change is audited in its own transaction.
///
/// When a change returns, no secret it ended is handed out by this node again, and [#epoch] has moved: whoever took a
/// secret before and finds another epoch afterwards must ask again. Thread-safe.
public final class SigningSecrets {
    /// How long two secrets may overlap.
    public static final Duration MAX_OVERLAP = Duration.ofHours(24);

    private static final String PURPOSE = "signing-secret";
    private static final int CACHED_KEYS = 100_000;
    /// How many secrets of a tenant one search looks at.
    private static final int SEARCHED = 500;

    private final Database database;
    private final SecretBox box;
    private final Audit audit;
    private final Events events;
    private final InstantSource clock;
    private final LiveSecrets live;
    private final LastUse lastUse;
    /// By row id: a row never changes its secret, and nobody is handed one without its row.
    private final Cache<String, HmacKey> keys = Caffeine.newBuilder().maximumSize(CACHED_KEYS).build();

    public SigningSecrets(Database database, SecretBox box, Audit audit, Events events, InstantSource clock) {
        this.database = database;
        this.box = box;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.live = new LiveSecrets(database, this::secret);
        this.lastUse = new LastUse(database);
    }

    /// Makes a holder's first secret.
    ///
    /// @return empty if the holder has a live one
    public Optional<NewSecret> generate(KeyHolder holder, Actor actor) {
        return change(holder, handle -> {
            if (!SecretRow.live(handle, holder, clock.instant()).isEmpty()) {
                return new Change<>(Optional.empty(), List.of());
            }
            var fresh = insert(handle, holder);
            record(handle, holder, actor, "secret.generated", Json.object().put("secret", fresh.id()));
            return new Change<>(Optional.of(fresh), List.of());
        }, false);
    }

    /// Makes a new secret and ends the earlier ones: all of them at once, or after `overlap` the one that was current.
    ///
    /// @param overlap zero to [#MAX_OVERLAP]
    public NewSecret rotate(KeyHolder holder, Duration overlap, Actor actor) {
        if (overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0) {
            throw new IllegalArgumentException("an overlap is at most 24 hours");
        }
        return change(holder, handle -> {
            var now = clock.instant();
            var ended = overlap.isZero()
                    ? SecretRow.all(handle, holder)
                    : SecretRow.all(handle, holder).stream().filter(row -> row.retiresAt() != null).toList();
            ended.forEach(row -> row.delete(handle));
            SecretRow.retireCurrent(handle, holder, now.plus(overlap));
            var fresh = insert(handle, holder);
            record(handle, holder, actor, "secret.rotated",
                    Json.object().put("secret", fresh.id()).put("overlapSeconds", overlap.toSeconds()));
            return new Change<>(fresh, ended);
        }, false);
    }

    /// Ends one secret at once, and the connections it opened.
    ///
    /// @return whether the holder had it
    public boolean revoke(KeyHolder holder, String secretId, Actor actor) {
        return revokeWhere(holder, actor, row -> row.id().equals(secretId)) > 0;
    }

    /// Ends the secret of a holder that still verifies during an overlap, at once, and the connections it opened.
    ///
    /// @return how many there were
    public int revokePrevious(KeyHolder holder, Actor actor) {
        return revokeWhere(holder, actor, row -> row.retiresAt() != null);
    }

    /// Ends all secrets of a holder at once, and the connections they opened.
    ///
    /// @return how many there were
    public int revokeAll(KeyHolder holder, Actor actor) {
        return revokeWhere(holder, actor, _ -> true);
    }

    private int revokeWhere(KeyHolder holder, Actor actor, Predicate<SecretRow> which) {
        return change(holder, handle -> {
            var ended = SecretRow.all(handle, holder).stream().filter(which).toList();
            for (var row : ended) {
                row.delete(handle);
                record(handle, holder, actor, "secret.revoked", Json.object().put("secret", row.id()));
            }
            return new Change<>(ended.size(), ended);
        }, true);
    }

    public SecretStatus status(KeyHolder holder) {
        var rows = database.read(handle -> SecretRow.live(handle, holder, clock.instant()));
        return new SecretStatus(
                rows.stream().filter(row -> row.retiresAt() == null).findFirst().map(this::entry).orElse(null),
                rows.stream().filter(row -> row.retiresAt() != null).findFirst().map(this::entry).orElse(null));
    }

    private SecretStatus.Entry entry(SecretRow row) {
        return new SecretStatus.Entry(
                row.id(), row.createdAt(), lastUse.latest(row.id(), row.lastUsedAt()), row.retiresAt());
    }

    /// The live secrets of these holders, all of one tenant.
    public List<SigningSecret> live(List<KeyHolder> holders, Instant now) {
        return live.of(holders, now);
    }

    /// Looks among the live secrets of a tenant for the one, and the way of reading it, that signed something: its text is
    /// lent to `reader` and to nobody else.
    ///
    /// @param first whose secrets come first; its tenant is the one searched
    /// @param shown whose secrets may be looked at
    /// @return the first thing found
    public <T> Optional<T> search(KeyHolder first, Predicate<KeyHolder> shown, SecretReader<T> reader) {
        var now = clock.instant();
        return database.read(handle -> SecretRow.ofTenant(handle, first, now, SEARCHED)).stream()
                .filter(row -> shown.test(row.holder()))
                .flatMap(row -> reader.read(secret(row), text(row)).stream())
                .findFirst();
    }

    /// Tries one secret.
    @FunctionalInterface
    public interface SecretReader<T> {
        Optional<T> read(SigningSecret secret, String text);
    }

    private String text(SecretRow row) {
        return new String(box.open(place(row.holder(), row.id()), row.ciphertext()), StandardCharsets.UTF_8);
    }

    /// The secret that signs for this holder now; made if there is none.
    public SigningSecret currentOrMake(KeyHolder holder) {
        return current(holder)
                .or(() -> {
                    generate(holder, Actor.MACHINE);
                    return current(holder);
                })
                .orElseThrow(() -> new IllegalStateException("the signing secret was revoked while it was made"));
    }

    private Optional<SigningSecret> current(KeyHolder holder) {
        return live.of(List.of(holder), clock.instant()).stream()
                .filter(secret -> secret.retiresAt() == null).findFirst();
    }

    /// Whether a secret that once verified a token would still do so, read anew.
    public boolean isLive(TenantId tenant, String secretId, Instant now) {
        return database.read(handle -> SecretRow.find(handle, tenant, secretId))
                .filter(row -> row.retiresAt() == null || now.isBefore(row.retiresAt()))
                .isPresent();
    }

    /// A number that moves with every change on this node, before the change returns.
    public long epoch() {
        return live.epoch();
    }

    /// Notes that a secret verified a token; written at most once a minute and not by the caller.
    public void used(SigningSecret secret, Instant now) {
        lastUse.note(secret.id(), now);
    }

    /// Ends the secrets whose overlap is over; called every second.
    public void retireDue() {
        var now = clock.instant();
        if (database.read(handle -> SecretRow.due(handle, now)).isEmpty()) {
            return;
        }
        try {
            var ended = database.write(handle -> {
                var due = SecretRow.due(handle, now);
                due.forEach(row -> row.delete(handle));
                return due;
            });
            publish(ended, false);
        } finally {
            live.forget();
        }
    }

    private <T> T change(KeyHolder holder, Function<Handle, Change<T>> work, boolean immediate) {
        Change<T> change;
        try {
            change = database.write(handle -> {
                SecretRow.lock(handle, holder.tenant(), database.dialect());
                return work.apply(handle);
            });
        } finally {
            // Also when the outcome is unknown: reading once more is harmless.
            live.forget();
        }
        publish(change.ended(), immediate);
        return change.result();
    }

    private void publish(List<SecretRow> ended, boolean immediate) {
        ended.forEach(row -> events.publish(new KeysChanged(row.holder().tenant(), row.id(), immediate)));
    }

    private NewSecret insert(Handle handle, KeyHolder holder) {
        var fresh = new NewSecret(Ids.next("sec_"), Ids.secret(), Instant.ofEpochMilli(clock.millis()));
        var sealed = box.seal(place(holder, fresh.id()), fresh.text().getBytes(StandardCharsets.UTF_8));
        SecretRow.insert(handle, fresh.id(), holder, sealed, fresh.createdAt());
        return fresh;
    }

    private SigningSecret secret(SecretRow row) {
        var key = keys.get(row.id(), _ -> new HmacKey(box.open(place(row.holder(), row.id()), row.ciphertext())));
        return new SigningSecret(row.id(), row.holder(), key, row.retiresAt());
    }

    /// Sealed to its holder as well: a row that is given to another holder opens no more.
    private static SecretBox.Place place(KeyHolder holder, String id) {
        return new SecretBox.Place(PURPOSE, holder.tenant().value(), holder.kind() + "/" + holder.id() + "/" + id);
    }

    private void record(Handle handle, KeyHolder holder, Actor actor, String action, ObjectNode details) {
        var kind = holder.kind().name().toLowerCase(Locale.ROOT);
        audit.record(handle, holder.tenant().value(), actor, kind + "." + action, holder.id(), details);
    }

    /// What a change answers, and the secrets it ended.
    private record Change<T>(T result, List<SecretRow> ended) {}
}
