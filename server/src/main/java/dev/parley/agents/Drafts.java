package dev.parley.agents;

import dev.parley.agents.Versions.Circumstances;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Json;
import dev.parley.tenants.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What builders are writing, one draft an agent, and its publishing. Saves are not audited one by one, since an editor
/// saves as its user types: the audit log tells who began a draft, changed its model, published or discarded it.
public final class Drafts {
    private static final String OWN = " tenant_id = :tenant AND agent_id = :agent";

    private final Database database;
    private final ModelKeys keys;
    private final Versions versions;
    private final Audit audit;
    private final Events events;
    private final InstantSource clock;

    Drafts(Database database, ModelKeys keys, Versions versions, Audit audit, Events events, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.versions = versions;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    public Optional<Draft> find(TenantId tenant, AgentId id) {
        return database.read(handle -> AgentRows.find(handle, tenant, id).map(agent -> draft(handle, agent)));
    }

    /// Where an agent stands.
    ///
    /// @param version  the number of the version users talk to
    /// @param hasDraft whether something else is being written
    public record State(long version, boolean hasDraft) {}

    /// Where each of a tenant's agents stands.
    public Map<AgentId, State> states(TenantId tenant) {
        return database.read(handle -> handle.createQuery("""
                        SELECT a.id, a.version, CASE WHEN d.agent_id IS NULL THEN 0 ELSE 1 END
                        FROM agents a LEFT JOIN agent_drafts d ON d.agent_id = a.id WHERE a.tenant_id = :tenant""")
                .bind("tenant", tenant.value())
                .map((row, _) -> Map.entry(new AgentId(row.getString(1)),
                        new State(row.getLong(2), row.getInt(3) == 1))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// The agent as its draft would have it: for those who may look at drafts.
    public Agent applied(Agent agent) {
        return database.read(handle -> with(agent, draft(handle, agent).content()));
    }

    /// The agent with other content.
    public static Agent with(Agent agent, AgentContent content) {
        return new Agent(agent.id(), agent.tenant(), agent.slug(), agent.definition().withContent(content),
                agent.access(), agent.status(), agent.isDefault(), agent.createdAt(), agent.updatedAt());
    }

    /// Changes the draft to what `edit` makes of its content; `edit` may run twice and must only compute.
    ///
    /// @param seen the revision the change was made over; absent to change whatever there is
    /// @return empty if the tenant has no such agent
    /// @throws Refused `conflict` if somebody changed the draft meanwhile
    public Optional<Draft> save(
            TenantId tenant, AgentId id, OptionalLong seen, UnaryOperator<ContentEdit> edit, Actor actor) {
        return database.write(handle -> AgentRows.lock(handle, tenant, id).map(agent -> {
            var before = draft(handle, agent);
            requireSeen(before, seen);
            var wanted = edit.apply(ContentEdit.of(before.content()));
            var content = wanted.content().withModel(
                    keys.store(handle, tenant, id, wanted.content().model(), wanted.modelKey()));
            store(handle, agent, before, content, actor);
            keys.forgetUnused(handle, tenant, id);
            auditSave(handle, agent, before, wanted, actor);
            return draft(handle, agent);
        }));
    }

    /// Forgets the draft.
    ///
    /// @return what a new one starts from; empty if the tenant has no such agent
    /// @throws Refused `conflict` if somebody changed the draft meanwhile
    public Optional<Draft> discard(TenantId tenant, AgentId id, OptionalLong seen, Actor actor) {
        return database.write(handle -> AgentRows.lock(handle, tenant, id).map(agent -> {
            var before = draft(handle, agent);
            requireSeen(before, seen);
            if (before.exists()) {
                delete(handle, agent);
                AgentRows.countRevision(handle, tenant, id);
                keys.forgetUnused(handle, tenant, id);
                audit.record(handle, tenant.value(), actor, "agent.draft_discarded", id.value(), Json.object());
            }
            return draft(handle, agent);
        }));
    }

    /// Lets users talk to the draft.
    ///
    /// @param note what its author says of it; may be empty
    /// @return empty if the tenant has no such agent
    /// @throws Refused `conflict` if somebody changed the draft meanwhile, or there is nothing to publish
    public Optional<Version> publish(TenantId tenant, AgentId id, OptionalLong seen, String note, Actor actor) {
        return announced(tenant, id, database.write(handle -> AgentRows.lock(handle, tenant, id).map(agent -> {
            var draft = draft(handle, agent);
            requireSeen(draft, seen);
            if (!draft.exists() || draft.content().equals(agent.definition().content())) {
                throw Refused.because(ErrorCode.CONFLICT,
                        "The draft says what version " + draft.published() + " says: change something first.");
            }
            delete(handle, agent);
            return publish(handle, agent, draft.content(), new Circumstances(actor, note, null));
        })));
    }

    /// Makes an earlier version the draft, in place of what was written there.
    ///
    /// @return empty if the tenant has no such agent
    /// @throws Refused `not_found` if the agent has no such version
    public Optional<Draft> restore(TenantId tenant, AgentId id, long number, Actor actor) {
        return database.write(handle -> AgentRows.lock(handle, tenant, id).map(agent -> {
            var before = draft(handle, agent);
            store(handle, agent, before, versionContent(handle, agent, number), actor);
            audit.record(handle, tenant.value(), actor, "agent.draft_restored", id.value(),
                    Json.object().put("version", number));
            return draft(handle, agent);
        }));
    }

    /// Lets users talk to an earlier version again, as a new one. The draft stays as it is.
    ///
    /// @return empty if the tenant has no such agent
    /// @throws Refused `not_found` if the agent has no such version
    public Optional<Version> publishAgain(TenantId tenant, AgentId id, long number, String note, Actor actor) {
        return announced(tenant, id, database.write(handle -> AgentRows.lock(handle, tenant, id).map(agent ->
                publish(handle, agent, versionContent(handle, agent, number), new Circumstances(actor, note, number)))));
    }

    private Version publish(Handle handle, Agent agent, AgentContent content, Circumstances told) {
        var after = with(agent, content);
        AgentRows.setDefinition(handle, agent.tenant(), agent.id(), after.definition(), clock.millis());
        AgentRows.countRevision(handle, agent.tenant(), agent.id());
        var before = agent.definition().model();
        if (!content.model().equals(before)) {
            keys.forgetOthers(handle, agent.tenant(), agent.id(), content.model());
        }
        var number = versions.add(handle, agent.tenant(), agent.id(), content, told);
        var details = Json.object().put("version", number);
        if (told.restores() != null) {
            details.put("restores", told.restores());
        }
        details.set("changes", AgentChanges.between(agent, after));
        audit.record(handle, agent.tenant().value(), told.actor(), "agent.published", agent.id().value(), details);
        return Versions.find(handle, agent.tenant(), agent.id(), number).orElseThrow();
    }

    private Optional<Version> announced(TenantId tenant, AgentId id, Optional<Version> published) {
        published.ifPresent(_ -> events.publish(new AgentChanged(tenant, id)));
        return published;
    }

    private AgentContent versionContent(Handle handle, Agent agent, long number) {
        var content = Versions.find(handle, agent.tenant(), agent.id(), number)
                .orElseThrow(() -> Refused.notFound("version")).content();
        keys.requireProvider(handle, agent.tenant(), content.model());
        return content.withModel(keys.present(handle, agent.tenant(), agent.id(), content.model()));
    }

    private static void requireSeen(Draft draft, OptionalLong seen) {
        if (seen.isPresent() && seen.getAsLong() != draft.revision()) {
            throw Refused.because(ErrorCode.CONFLICT, "Somebody else changed this draft meanwhile: it has revision "
                    + draft.revision() + " now. Read it again, then save over it or take theirs.");
        }
    }

    private Draft draft(Handle handle, Agent agent) {
        var edition = AgentRows.edition(handle, agent.tenant(), agent.id());
        return handle.createQuery("SELECT * FROM agent_drafts WHERE" + OWN)
                .bind("tenant", agent.tenant().value()).bind("agent", agent.id().value())
                .map((row, _) -> {
                    var content = ContentJson.read(row.getString("content"));
                    var model = keys.present(handle, agent.tenant(), agent.id(), content.model());
                    return new Draft(
                            content.model().hasKey() ? content.withModel(model) : content, edition.revision(),
                            row.getLong("based_on"), edition.version(),
                            new Draft.Saved(row.getString("updated_by"), Instant.ofEpochMilli(row.getLong("updated_at"))));
                }).findOne()
                .orElseGet(() -> new Draft(
                        agent.definition().content(), edition.revision(), edition.version(), edition.version(), null));
    }

    private void store(Handle handle, Agent agent, Draft before, AgentContent content, Actor actor) {
        handle.createUpdate("""
                        INSERT INTO agent_drafts (tenant_id, agent_id, content, based_on, updated_by, updated_at)
                        VALUES (:tenant, :agent, :content, :base, :author, :now)
                        ON CONFLICT (agent_id) DO UPDATE SET content = excluded.content,
                        based_on = excluded.based_on, updated_by = excluded.updated_by, updated_at = excluded.updated_at""")
                .bind("tenant", agent.tenant().value()).bind("agent", agent.id().value())
                .bind("content", ContentJson.stored(content).toString()).bind("base", before.basedOn())
                .bind("author", actor.who()).bind("now", clock.millis()).execute();
        AgentRows.countRevision(handle, agent.tenant(), agent.id());
    }

    private static void delete(Handle handle, Agent agent) {
        handle.createUpdate("DELETE FROM agent_drafts WHERE" + OWN)
                .bind("tenant", agent.tenant().value()).bind("agent", agent.id().value()).execute();
    }

    private void auditSave(Handle handle, Agent agent, Draft before, ContentEdit wanted, Actor actor) {
        var model = AgentChanges.ofModel(before.content().model(), wanted.content().model(), wanted.modelKey());
        if (!before.exists()) {
            audit.record(handle, agent.tenant().value(), actor, "agent.draft_begun", agent.id().value(), model);
        } else if (!model.isEmpty()) {
            audit.record(handle, agent.tenant().value(), actor, "agent.draft_model_changed", agent.id().value(), model);
        }
    }
}
