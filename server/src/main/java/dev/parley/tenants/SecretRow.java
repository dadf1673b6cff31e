package dev.parley.tenants;

import dev.parley.platform.database.Database.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// A row of `signing_secrets`.
///
/// @param retiresAt null for the current secret of its holder
record SecretRow(
        String id, KeyHolder holder, String ciphertext, Instant createdAt, @Nullable Instant retiresAt,
        @Nullable Instant lastUsedAt) {
    private static final RowMapper<SecretRow> MAPPER = (row, _) -> read(row);

    /// Makes changes of one tenant's secrets wait for each other; SQLite has one writer anyway.
    static void lock(Handle handle, TenantId tenant, Dialect dialect) {
        switch (dialect) {
            case SQLITE -> { }
            case POSTGRESQL -> handle.createQuery("SELECT id FROM tenants WHERE id = :tenant FOR UPDATE")
                    .bind("tenant", tenant.value()).mapTo(String.class).list();
        }
    }

    /// Every row of a holder, the retired ones included.
    static List<SecretRow> all(Handle handle, KeyHolder holder) {
        return ofHolders(handle, List.of(holder));
    }

    static List<SecretRow> live(Handle handle, KeyHolder holder, Instant now) {
        return all(handle, holder).stream()
                .filter(row -> row.retiresAt == null || now.isBefore(row.retiresAt)).toList();
    }

    /// Every row of up to three holders of one tenant.
    static List<SecretRow> ofHolders(Handle handle, List<KeyHolder> holders) {
        var either = new StringBuilder();
        for (int i = 0; i < holders.size(); i++) {
            either.append(i == 0 ? "" : " OR ").append("(holder_kind = :kind" + i + " AND holder_id = :id" + i + ")");
        }
        var query = handle.createQuery("SELECT * FROM signing_secrets WHERE tenant_id = :tenant AND (" + either + ")"
                + " ORDER BY created_at DESC, id");
        query.bind("tenant", holders.getFirst().tenant().value());
        for (int i = 0; i < holders.size(); i++) {
            query.bind("kind" + i, holders.get(i).kind().name()).bind("id" + i, holders.get(i).id());
        }
        return query.map(MAPPER).list();
    }

    /// Up to `limit` rows of a tenant that are live: those of `first`, then the tenant's own, then the newest of its agents.
    static List<SecretRow> ofTenant(Handle handle, KeyHolder first, Instant now, int limit) {
        return handle.createQuery("""
                        SELECT * FROM signing_secrets
                        WHERE tenant_id = :tenant AND (retires_at IS NULL OR retires_at > :now)
                        ORDER BY CASE WHEN holder_kind = :kind AND holder_id = :holder THEN 0
                                      WHEN holder_kind <> 'AGENT' THEN 1 ELSE 2 END, created_at DESC, id
                        LIMIT :limit""")
                .bind("tenant", first.tenant().value()).bind("now", now.toEpochMilli())
                .bind("kind", first.kind().name()).bind("holder", first.id()).bind("limit", limit)
                .map(MAPPER).list();
    }

    static Optional<SecretRow> find(Handle handle, TenantId tenant, String id) {
        return handle.createQuery("SELECT * FROM signing_secrets WHERE id = :id AND tenant_id = :tenant")
                .bind("id", id).bind("tenant", tenant.value()).map(MAPPER).findOne();
    }

    /// The rows of all tenants whose overlap is over.
    static List<SecretRow> due(Handle handle, Instant now) {
        return handle.createQuery("SELECT * FROM signing_secrets WHERE retires_at <= :now")
                .bind("now", now.toEpochMilli()).map(MAPPER).list();
    }

    static void insert(Handle handle, String id, KeyHolder holder, String ciphertext, Instant createdAt) {
        handle.createUpdate("""
                        INSERT INTO signing_secrets (id, tenant_id, holder_kind, holder_id, ciphertext, created_at)
                        VALUES (:id, :tenant, :kind, :holder, :ciphertext, :created)""")
                .bind("id", id).bind("tenant", holder.tenant().value()).bind("kind", holder.kind().name())
                .bind("holder", holder.id()).bind("ciphertext", ciphertext).bind("created", createdAt.toEpochMilli())
                .execute();
    }

    static void retireCurrent(Handle handle, KeyHolder holder, Instant at) {
        handle.createUpdate("""
                        UPDATE signing_secrets SET retires_at = :at
                        WHERE tenant_id = :tenant AND holder_kind = :kind AND holder_id = :holder
                        AND retires_at IS NULL""")
                .bind("at", at.toEpochMilli()).bind("tenant", holder.tenant().value())
                .bind("kind", holder.kind().name()).bind("holder", holder.id())
                .execute();
    }

    void delete(Handle handle) {
        handle.createUpdate("DELETE FROM signing_secrets WHERE id = :id AND tenant_id = :tenant")
                .bind("id", id).bind("tenant", holder.tenant().value()).execute();
    }

    private static SecretRow read(ResultSet row) throws SQLException {
        var holder = new KeyHolder(new TenantId(row.getString("tenant_id")),
                KeyHolder.Kind.valueOf(row.getString("holder_kind")), row.getString("holder_id"));
        return new SecretRow(row.getString("id"), holder, row.getString("ciphertext"),
                Instant.ofEpochMilli(row.getLong("created_at")), time(row, "retires_at"), time(row, "last_used_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
