package dev.parley.agents;

import dev.parley.agents.AgentEdit.ModelKey;
import dev.parley.agents.ModelProviderForm.Edit;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DuplicateKey;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import dev.parley.tenants.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// The model providers of all tenants, each key sealed for its own row. Agents name them by id, so that a change of a
/// provider is a change for all of them at once.
public final class ModelProviders {
    static final String PREFIX = "mpr_";
    private static final String NAMED = " tenant_id = :tenant AND (id = :reference OR name = :reference)";
    private static final RowMapper<ModelProvider> PROVIDER = (row, _) -> new ModelProvider(
            row.getString("id"), new TenantId(row.getString("tenant_id")), row.getString("name"),
            row.getString("base_url"), row.getString("ciphertext") != null,
            Instant.ofEpochMilli(row.getLong("created_at")));

    private final Database database;
    private final SecretBox box;
    private final Audit audit;
    private final InstantSource clock;

    ModelProviders(Database database, SecretBox box, Audit audit, InstantSource clock) {
        this.database = database;
        this.box = box;
        this.audit = audit;
        this.clock = clock;
    }

    /// A tenant's providers older than `before`, newest first.
    public List<ModelProvider> list(TenantId tenant, Cursor before, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM model_providers WHERE tenant_id = :tenant
                        AND (created_at < :before OR (created_at = :before AND id < :beforeId))
                        ORDER BY created_at DESC, id DESC LIMIT :limit""")
                .bind("tenant", tenant.value()).bind("before", before.at().toEpochMilli())
                .bind("beforeId", before.id()).bind("limit", limit).map(PROVIDER).list());
    }

    /// Stores a new provider.
    ///
    /// @throws Refused `conflict` if the tenant has one of this name
    public ModelProvider create(TenantId tenant, Edit edit, Actor actor) {
        var id = Ids.next(PREFIX);
        return unlessTaken(() -> database.write(handle -> {
            bound(handle.createUpdate("""
                    INSERT INTO model_providers (id, tenant_id, name, base_url, ciphertext, created_at)
                    VALUES (:id, :tenant, :name, :url, :ciphertext, :now)"""), tenant, id, edit)
                    .bind("ciphertext", sealed(tenant, id, edit.key())).bind("now", clock.millis()).execute();
            record(handle, tenant, actor, "model_provider.created", id, edit);
            return find(handle, tenant, id).orElseThrow();
        }));
    }

    /// Changes a provider to what `edit` makes of it; `edit` may run twice and must only compute.
    ///
    /// @return empty if the tenant has no such provider
    /// @throws Refused `conflict` if the tenant has another one of that name; whatever `edit` throws
    public Optional<ModelProvider> update(
            TenantId tenant, String id, Function<ModelProvider, Edit> edit, Actor actor) {
        return unlessTaken(() -> database.write(handle -> lock(handle, tenant, id).map(before -> {
            var wanted = edit.apply(before);
            bound(handle.createUpdate("""
                    UPDATE model_providers SET name = :name, base_url = :url
                    WHERE tenant_id = :tenant AND id = :id"""), tenant, before.id(), wanted).execute();
            if (!(wanted.key() instanceof ModelKey.Kept)) {
                handle.createUpdate("""
                                UPDATE model_providers SET ciphertext = :ciphertext
                                WHERE tenant_id = :tenant AND id = :id""")
                        .bind("ciphertext", sealed(tenant, before.id(), wanted.key()))
                        .bind("tenant", tenant.value()).bind("id", before.id()).execute();
            }
            record(handle, tenant, actor, "model_provider.updated", before.id(), wanted);
            return find(handle, tenant, before.id()).orElseThrow();
        })));
    }

    /// Deletes a provider that nobody uses.
    ///
    /// @return whether the tenant had such a provider
    /// @throws Refused `conflict` that names the agents whose published content or draft refers to it
    public boolean delete(TenantId tenant, String id, Actor actor) {
        return database.write(handle -> {
            var found = handle.createUpdate("DELETE FROM model_providers WHERE tenant_id = :tenant AND id = :id")
                    .bind("tenant", tenant.value()).bind("id", id).execute() == 1;
            if (found) {
                requireUnused(handle, tenant, id);
                audit.record(handle, tenant.value(), actor, "model_provider.deleted", id, Json.object());
            }
            return found;
        });
    }

    /// Where an agent's named provider is reached now; empty if its own tenant has no such provider.
    public Optional<ModelReach> reach(Agent agent) {
        var model = agent.definition().model();
        return database.read(handle -> named(handle.createQuery("SELECT * FROM model_providers WHERE" + NAMED),
                agent.tenant(), model.provider())
                .map((row, _) -> new ModelReach(
                        new ModelSettings("openai", row.getString("base_url"), model.model(), null),
                        open(agent.tenant(), row.getString("id"), row.getString("ciphertext")))).findOne());
    }

    /// The settings with the id of the provider they name, which stays until the caller's transaction ends.
    ///
    /// @throws Refused `invalid_request` if the tenant has no such provider
    ModelSettings resolved(Handle handle, TenantId tenant, ModelSettings model) {
        if (!model.isNamed()) {
            return model;
        }
        return lock(handle, tenant, model.provider()).map(provider -> model.withProvider(provider.id()))
                .orElseThrow(() -> Refused.field("model.provider",
                        "Choose builtin, openai, or the name or id of one of GET /api/v1/model-providers."));
    }

    /// @throws Refused `conflict` if these earlier settings name a provider that was removed
    void requirePresent(Handle handle, TenantId tenant, ModelSettings model) {
        if (model.isNamed() && lock(handle, tenant, model.provider()).isEmpty()) {
            throw Refused.because(ErrorCode.CONFLICT, "This version's model provider was removed: choose another model "
                    + "in the draft instead.");
        }
    }

    private static void requireUnused(Handle handle, TenantId tenant, String id) {
        var users = handle.createQuery("""
                        SELECT definition FROM agents a WHERE a.tenant_id = :tenant AND (a.definition LIKE :mark
                        OR EXISTS (SELECT 1 FROM agent_drafts d WHERE d.agent_id = a.id AND d.content LIKE :mark))
                        ORDER BY a.created_at, a.id LIMIT 10""")
                .bind("tenant", tenant.value()).bind("mark", "%\"provider\":\"" + id + "\"%")
                .map((row, _) -> DefinitionJson.read(row.getString("definition")).name()).list();
        if (!users.isEmpty()) {
            throw Refused.because(ErrorCode.CONFLICT, "Agents use this provider: " + String.join(", ", users)
                    + ". Choose another model for them first, in their drafts too.");
        }
    }

    /// The row cannot go away or change before the caller's transaction ends.
    private static Optional<ModelProvider> lock(Handle handle, TenantId tenant, String reference) {
        named(handle.createUpdate("UPDATE model_providers SET name = name WHERE" + NAMED), tenant, reference).execute();
        return find(handle, tenant, reference);
    }

    private static Optional<ModelProvider> find(Handle handle, TenantId tenant, String reference) {
        return named(handle.createQuery("SELECT * FROM model_providers WHERE" + NAMED), tenant, reference)
                .map(PROVIDER).findOne();
    }

    private static <S extends SqlStatement<S>> S named(S statement, TenantId tenant, String reference) {
        return statement.bind("tenant", tenant.value()).bind("reference", reference);
    }

    private static <S extends SqlStatement<S>> S bound(S statement, TenantId tenant, String id, Edit edit) {
        return statement.bind("id", id).bind("tenant", tenant.value()).bind("name", edit.name())
                .bind("url", edit.baseUrl());
    }

    private void record(Handle handle, TenantId tenant, Actor actor, String action, String id, Edit edit) {
        var details = Json.object().put("name", edit.name()).put("baseUrl", edit.baseUrl());
        switch (edit.key()) {
            case ModelKey.Kept _ -> { }
            case ModelKey.Removed _ -> details.put("apiKey", "none");
            case ModelKey.Replaced _ -> details.put("apiKey", "set");
        }
        audit.record(handle, tenant.value(), actor, action, id, details);
    }

    private @Nullable String sealed(TenantId tenant, String id, ModelKey key) {
        return key instanceof ModelKey.Replaced(var text)
                ? box.seal(place(tenant, id), text.getBytes(StandardCharsets.UTF_8)) : null;
    }

    private Optional<String> open(TenantId tenant, String id, @Nullable String sealed) {
        return Optional.ofNullable(sealed)
                .map(text -> new String(box.open(place(tenant, id), text), StandardCharsets.UTF_8));
    }

    private static SecretBox.Place place(TenantId tenant, String id) {
        return new SecretBox.Place("model-provider-key", tenant.value(), id);
    }

    private static <T> T unlessTaken(Supplier<T> write) {
        try {
            return write.get();
        } catch (DuplicateKey _) {
            throw Refused.because(ErrorCode.CONFLICT, "There is a provider of this name already.");
        }
    }
}
