package dev.parley.agents;

import dev.parley.agents.Versions.Circumstances;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The agents of all tenants. Every change is audited in its own transaction and announced when it is on disk.
public final class Agents {
    private final Database database;
    private final LiveAgents live;
    private final ModelProviders providers;
    private final ModelKeys modelKeys;
    private final Versions versions;
    private final Drafts drafts;
    private final Audit audit;
    private final Events events;
    private final Clock clock;

    public Agents(Database database, SecretBox box, Audit audit, Events events, Clock clock) {
        this.database = database;
        this.live = new LiveAgents(database, events);
        this.providers = new ModelProviders(database, box, audit, clock);
        this.modelKeys = new ModelKeys(database, box, providers, clock);
        this.versions = new Versions(database, clock);
        this.drafts = new Drafts(database, modelKeys, versions, audit, events, clock);
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /// The language models that a tenant's agents share.
    public ModelProviders providers() {
        return providers;
    }

    /// What builders are writing.
    public Drafts drafts() {
        return drafts;
    }

    /// What was published so far.
    public Versions versions() {
        return versions;
    }

    /// Stores a new agent.
    ///
    /// @throws Refused `conflict` if it names a slug that is taken
    public Agent create(TenantId tenant, AgentEdit edit, Actor actor) {
        var id = AgentId.next();
        return unlessTaken(edit.slug(), () -> database.write(handle -> {
            var slug = freeSlug(handle, edit);
            var now = clock.millis();
            handle.createUpdate("""
                            INSERT INTO agents (id, tenant_id, slug, definition, access, status, created_at, updated_at)
                            VALUES (:id, :tenant, :slug, '{}', :access, :status, :now, :now)""")
                    .bind("id", id.value()).bind("tenant", tenant.value()).bind("slug", slug)
                    .bind("access", wireName(edit.access())).bind("status", wireName(edit.status())).bind("now", now)
                    .execute();
            var definition = withKey(handle, tenant, id, edit);
            AgentRows.setDefinition(handle, tenant, id, definition, now);
            versions.add(handle, tenant, id, definition.content(), Circumstances.of(actor));
            audit.record(handle, tenant.value(), actor, "agent.created", id.value(),
                    Json.object().put("slug", slug).put("name", edit.definition().name())
                            .put("access", wireName(edit.access())));
            return AgentRows.require(handle, tenant, id);
        }));
    }

    public Optional<Agent> byId(TenantId tenant, AgentId id) {
        return live.find(tenant, id.value(), handle -> AgentRows.find(handle, tenant, id));
    }

    /// The agent that `{agent}` in an address means: its slug, its `agt_…` id, or a `ten_…` id for that tenant's default
    /// agent.
    public Optional<Agent> bySlugOrId(String reference) {
        var condition = reference.startsWith("agt_") ? "WHERE a.id = :reference"
                : reference.startsWith("ten_") ? "WHERE t.id = :reference AND a.id = t.default_agent"
                : "WHERE a.slug = :reference";
        return live.find(null, reference, handle -> handle.createQuery(AgentRows.SELECT + condition)
                .bind("reference", reference).map(AgentRows.AGENT).findOne());
    }

    /// The tenant's own agent with that slug or id.
    public Optional<Agent> bySlugOrId(TenantId tenant, String reference) {
        return bySlugOrId(reference).filter(agent -> agent.tenant().equals(tenant));
    }

    /// A tenant's agents older than `before`, newest first.
    public List<Agent> list(TenantId tenant, Cursor before, int limit) {
        return database.read(handle -> handle.createQuery(AgentRows.SELECT + """
                        WHERE a.tenant_id = :tenant
                        AND (a.created_at < :before OR (a.created_at = :before AND a.id < :beforeId))
                        ORDER BY a.created_at DESC, a.id DESC LIMIT :limit""")
                .bind("tenant", tenant.value()).bind("before", before.at().toEpochMilli())
                .bind("beforeId", before.id()).bind("limit", limit).map(AgentRows.AGENT).list());
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
    public Optional<Agent> update(TenantId tenant, AgentId id, UnaryOperator<AgentEdit> edit, Actor actor) {
        var updated = unlessTaken(null, () -> database.write(handle -> AgentRows.lock(handle, tenant, id).map(before -> {
            var wanted = edit.apply(AgentEdit.of(before));
            store(handle, before, wanted);
            var after = AgentRows.require(handle, tenant, id);
            var changes = AgentChanges.between(before, after);
            AgentChanges.tellKey(changes, before.definition().model(), wanted.modelKey());
            publish(handle, before, after, actor).ifPresent(number -> changes.put("version", number));
            audit.record(handle, tenant.value(), actor, "agent.updated", id.value(), changes);
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
        return modelKeys.open(agent);
    }

    private void store(Handle handle, Agent before, AgentEdit edit) {
        var slug = edit.slug() == null ? before.slug() : edit.slug();
        if (!slug.equals(before.slug()) && isTaken(handle, slug)) {
            throw taken(slug);
        }
        var now = clock.millis();
        handle.createUpdate("""
                        UPDATE agents SET slug = :slug, access = :access, status = :status
                        WHERE tenant_id = :tenant AND id = :id""")
                .bind("tenant", before.tenant().value()).bind("id", before.id().value()).bind("slug", slug)
                .bind("access", wireName(edit.access())).bind("status", wireName(edit.status()))
                .execute();
        AgentRows.setDefinition(
                handle, before.tenant(), before.id(), withKey(handle, before.tenant(), before.id(), edit), now);
    }

    /// What changed of the content is a version of its own, since users talk to it at once.
    private Optional<Long> publish(Handle handle, Agent before, Agent after, Actor actor) {
        var content = after.definition().content();
        if (content.equals(before.definition().content())) {
            return Optional.empty();
        }
        if (!content.model().equals(before.definition().model())) {
            modelKeys.forgetOthers(handle, after.tenant(), after.id(), content.model());
        }
        AgentRows.countRevision(handle, after.tenant(), after.id());
        return Optional.of(versions.add(handle, after.tenant(), after.id(), content, Circumstances.of(actor)));
    }

    private AgentDefinition withKey(Handle handle, TenantId tenant, AgentId id, AgentEdit edit) {
        var content = edit.definition().content();
        return edit.definition().withContent(
                content.withModel(modelKeys.store(handle, tenant, id, content.model(), edit.modelKey())));
    }

    private String freeSlug(Handle handle, AgentEdit edit) {
        if (edit.slug() != null) {
            if (isTaken(handle, edit.slug())) {
                throw taken(edit.slug());
            }
            return edit.slug();
        }
        var slug = Slug.from(edit.definition().name());
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

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
