package dev.parley.agents;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DuplicateKey;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Json;
import dev.parley.tenants.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// The agents of all tenants. Every change is audited in its own transaction and announced when it is on disk.
public final class Agents {
    private static final String SELECT = """
            SELECT a.*, CASE WHEN t.default_agent = a.id THEN 1 ELSE 0 END AS is_default
            FROM agents a JOIN tenants t ON t.id = a.tenant_id\s""";
    private static final RowMapper<Agent> AGENT = (row, _) -> new Agent(
            new AgentId(row.getString("id")), new TenantId(row.getString("tenant_id")), row.getString("slug"),
            DefinitionJson.read(row.getString("definition")),
            Agent.Access.valueOf(row.getString("access").toUpperCase(Locale.ROOT)),
            Agent.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)), row.getInt("is_default") == 1,
            Instant.ofEpochMilli(row.getLong("created_at")), Instant.ofEpochMilli(row.getLong("updated_at")));

    private final Database database;
    private final LiveAgents live;
    private final ModelKeys modelKeys;
    private final Audit audit;
    private final Events events;
    private final Clock clock;

    public Agents(Database database, SecretBox box, Audit audit, Events events, Clock clock) {
        this.database = database;
        this.live = new LiveAgents(database, events);
        this.modelKeys = new ModelKeys(box);
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /// Stores a new agent.
    ///
    /// @throws Refused `conflict` if the draft names a slug that is taken
    public Agent create(TenantId tenant, AgentDraft draft, Actor actor) {
        var id = AgentId.next();
        return unlessTaken(draft.slug(), () -> database.write(handle -> {
            var slug = freeSlug(handle, draft);
            var key = modelKeys.seal(tenant, id, draft.modelKey(), null);
            var now = clock.millis();
            handle.createUpdate("""
                            INSERT INTO agents (id, tenant_id, slug, definition, access, status, model_key, created_at, updated_at)
                            VALUES (:id, :tenant, :slug, :definition, :access, :status, :key, :now, :now)""")
                    .bind("id", id.value()).bind("tenant", tenant.value()).bind("slug", slug)
                    .bind("definition", stored(draft, key)).bind("access", wireName(draft.access()))
                    .bind("status", wireName(draft.status())).bind("key", key).bind("now", now)
                    .execute();
            audit.record(handle, tenant.value(), actor, "agent.created", id.value(),
                    Json.object().put("slug", slug).put("name", draft.definition().name())
                            .put("access", wireName(draft.access())));
            return require(handle, tenant, id);
        }));
    }

    public Optional<Agent> byId(TenantId tenant, AgentId id) {
        return live.find(tenant, id.value(), handle -> find(handle, tenant, id));
    }

    /// The agent that `{agent}` in an address means: its slug, its `agt_…` id, or a `ten_…` id for that tenant's default
    /// agent.
    public Optional<Agent> bySlugOrId(String reference) {
        var condition = reference.startsWith("agt_") ? "WHERE a.id = :reference"
                : reference.startsWith("ten_") ? "WHERE t.id = :reference AND a.id = t.default_agent"
                : "WHERE a.slug = :reference";
        return live.find(null, reference, handle -> handle.createQuery(SELECT + condition)
                .bind("reference", reference).map(AGENT).findOne());
    }

    /// The tenant's own agent with that slug or id.
    public Optional<Agent> bySlugOrId(TenantId tenant, String reference) {
        return bySlugOrId(reference).filter(agent -> agent.tenant().equals(tenant));
    }

    /// A tenant's agents older than `before`, newest first.
    public List<Agent> list(TenantId tenant, Cursor before, int limit) {
        return database.read(handle -> handle.createQuery(SELECT + """
                        WHERE a.tenant_id = :tenant
                        AND (a.created_at < :before OR (a.created_at = :before AND a.id < :beforeId))
                        ORDER BY a.created_at DESC, a.id DESC LIMIT :limit""")
                .bind("tenant", tenant.value()).bind("before", before.at().toEpochMilli())
                .bind("beforeId", before.id()).bind("limit", limit).map(AGENT).list());
    }

    /// How many agents a tenant has.
    public long count(TenantId tenant) {
        return database.read(handle -> handle.select("SELECT count(*) FROM agents WHERE tenant_id = ?", tenant.value())
                .mapTo(Long.class).one());
    }

    /// Changes an agent to what `edit` makes of it; `edit` may run twice and must only compute.
    ///
    /// @return empty if the tenant has no such agent
    /// @throws Refused `conflict` if the new slug is taken; whatever `edit` throws
    public Optional<Agent> update(TenantId tenant, AgentId id, UnaryOperator<AgentDraft> edit, Actor actor) {
        var updated = unlessTaken(null, () -> database.write(handle -> lock(handle, tenant, id).map(before -> {
            var draft = edit.apply(AgentDraft.of(before));
            store(handle, before, draft);
            var after = require(handle, tenant, id);
            audit.record(handle, tenant.value(), actor, "agent.updated", id.value(), AgentChanges.between(before, after, draft));
            return after;
        })));
        updated.ifPresent(_ -> events.publish(new AgentChanged(tenant, id)));
        return updated;
    }

    /// Deletes an agent with its grants and documents.
    ///
    /// @return whether the tenant had such an agent
    public boolean delete(TenantId tenant, AgentId id, Actor actor) {
        boolean deleted = database.write(handle -> {
            handle.createUpdate("UPDATE tenants SET default_agent = NULL WHERE id = :tenant AND default_agent = :id")
                    .bind("tenant", tenant.value()).bind("id", id.value()).execute();
            var found = handle.createUpdate("DELETE FROM agents WHERE tenant_id = :tenant AND id = :id")
                    .bind("tenant", tenant.value()).bind("id", id.value()).execute() == 1;
            if (found) {
                audit.record(handle, tenant.value(), actor, "agent.deleted", id.value(), Json.object());
            }
            return found;
        });
        if (deleted) {
            events.publish(new AgentChanged(tenant, id));
        }
        return deleted;
    }

    /// The API key of an agent's model, for the call to the provider and nothing else.
    public Optional<String> modelKey(Agent agent) {
        var sealed = database.read(handle -> sealedKey(handle, agent.tenant(), agent.id()));
        return Optional.ofNullable(sealed).map(text -> modelKeys.open(agent.tenant(), agent.id(), text));
    }

    private void store(Handle handle, Agent before, AgentDraft draft) {
        var slug = draft.slug() == null ? before.slug() : draft.slug();
        if (!slug.equals(before.slug()) && isTaken(handle, slug)) {
            throw taken(slug);
        }
        var key = modelKeys.seal(
                before.tenant(), before.id(), draft.modelKey(), sealedKey(handle, before.tenant(), before.id()));
        handle.createUpdate("""
                        UPDATE agents SET slug = :slug, definition = :definition, access = :access, status = :status,
                        model_key = :key, updated_at = :now WHERE tenant_id = :tenant AND id = :id""")
                .bind("tenant", before.tenant().value()).bind("id", before.id().value()).bind("slug", slug)
                .bind("definition", stored(draft, key)).bind("access", wireName(draft.access()))
                .bind("status", wireName(draft.status())).bind("key", key).bind("now", clock.millis())
                .execute();
    }

    /// The definition's text, in which `hasKey` says what is stored.
    private static String stored(AgentDraft draft, @Nullable String sealedKey) {
        var text = DefinitionJson.write(draft.definition());
        text.withObject("model").put("hasKey", sealedKey != null);
        return text.toString();
    }

    private String freeSlug(Handle handle, AgentDraft draft) {
        if (draft.slug() != null) {
            if (isTaken(handle, draft.slug())) {
                throw taken(draft.slug());
            }
            return draft.slug();
        }
        var slug = Slug.from(draft.definition().name());
        return isTaken(handle, slug) ? Slug.unlike(slug) : slug;
    }

    private static boolean isTaken(Handle handle, String slug) {
        return handle.createQuery("SELECT 1 FROM agents WHERE slug = :slug").bind("slug", slug)
                .mapTo(Integer.class).findOne().isPresent();
    }

    private static Refused taken(String slug) {
        return Refused.because(ErrorCode.CONFLICT, "The slug " + slug + " is taken: choose another one.");
    }

    /// Two writers may choose the same slug at the same moment: the store lets one of them win.
    private static <T> T unlessTaken(@Nullable String slug, Supplier<T> write) {
        try {
            return write.get();
        } catch (DuplicateKey _) {
            throw slug == null
                    ? Refused.because(ErrorCode.CONFLICT, "Somebody else took this slug just now: try again.")
                    : taken(slug);
        }
    }

    /// The agent as it is, held until the transaction ends, so that no two changes overwrite each other.
    private static Optional<Agent> lock(Handle handle, TenantId tenant, AgentId id) {
        handle.createUpdate("UPDATE agents SET updated_at = updated_at WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", tenant.value()).bind("id", id.value()).execute();
        return find(handle, tenant, id);
    }

    private static Agent require(Handle handle, TenantId tenant, AgentId id) {
        return find(handle, tenant, id).orElseThrow();
    }

    private static Optional<Agent> find(Handle handle, TenantId tenant, AgentId id) {
        return handle.createQuery(SELECT + "WHERE a.tenant_id = :tenant AND a.id = :id")
                .bind("tenant", tenant.value()).bind("id", id.value()).map(AGENT).findOne();
    }

    private static @Nullable String sealedKey(Handle handle, TenantId tenant, AgentId id) {
        return handle.createQuery("SELECT model_key FROM agents WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", tenant.value()).bind("id", id.value())
                .map((row, _) -> Optional.ofNullable(row.getString("model_key"))).findOne()
                .flatMap(key -> key).orElse(null);
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
