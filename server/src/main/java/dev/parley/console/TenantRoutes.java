package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentId;
import dev.parley.agents.Agents;
import dev.parley.members.Role;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.Scope;
import dev.parley.tenants.Tenancy;
import dev.parley.tenants.Tenant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/api/v1/tenant`: the caller's own.
final class TenantRoutes {
    private static final String TAG = "tenants";

    private final Guard guard;
    private final Tenancy tenancy;
    private final Agents agents;
    private final Announcements announcements;

    TenantRoutes(Guard guard, Tenancy tenancy, Agents agents, Announcements announcements) {
        this.guard = guard;
        this.tenancy = tenancy;
        this.agents = agents;
        this.announcements = announcements;
    }

    List<Route> routes() {
        var admin = Guard.rule(Scope.ADMIN, Role.ADMIN);
        return List.of(
                guard.filtered("GET", "/api/v1/tenant", Guard.ANY_CALLER,
                        new Operation("getTenant", TAG, "Shows the caller's tenant.").gives(ref("Tenant")),
                        (caller, _) -> Response.ok(json(own(caller)))),
                guard.route("PATCH", "/api/v1/tenant", admin,
                        new Operation("updateTenant", TAG, "Changes the tenant's name, default agent, retention and budget.")
                                .takes(ref("TenantChange")).gives(ref("Tenant")),
                        this::update),
                guard.route("GET", "/api/v1/tenant/secret", admin,
                        new Operation("getTenantSecret", TAG, "Shows the state of the tenant secret, not the secret.")
                                .gives(ref("SecretStatus")),
                        (caller, _) -> Response.ok(tenancy.secrets().status(KeyHolder.tenant(caller.tenant())).json())),
                guard.route("POST", "/api/v1/tenant/secret/rotate", admin,
                        new Operation("rotateTenantSecret", TAG, "Makes a new tenant secret and shows it, this once.")
                                .takes(ref("Rotation")).gives(ref("NewSecret")),
                        this::rotate),
                guard.route("DELETE", "/api/v1/tenant/secret", admin,
                        new Operation("revokeTenantSecret", TAG, "Ends every tenant secret and what it opened, now.")
                                .gives(ref("Revoked")),
                        this::revoke));
    }

    private Response update(ApiCaller caller, Request request) {
        var body = Bodies.required(request);
        var name = body.optionalText("name", 1, 100).map(text -> Bodies.checkedName(text, "name"));
        var defaultAgent = body.optionalText("defaultAgent", 0, 64);
        var settings = TenantSettingsForm.read(body);
        body.end();
        var agent = defaultAgent.map(reference -> agentId(caller, reference));
        var change = tenancy.tenants().update(caller.tenant(), before -> new Tenant(before.id(),
                        name.orElse(before.name()), agent.orElse(Optional.ofNullable(before.defaultAgent())).orElse(null),
                        settings.apply(before.settings()), before.createdAt()), caller.actor())
                .orElseThrow(() -> Refused.notFound("tenant"));
        if (!Objects.equals(change.before().defaultAgent(), change.after().defaultAgent())) {
            announce(caller, change.before().defaultAgent());
            announce(caller, change.after().defaultAgent());
        }
        return Response.ok(json(change.after()));
    }

    /// The id of the agent that is meant; empty text means none.
    private Optional<String> agentId(ApiCaller caller, String reference) {
        return reference.isEmpty() ? Optional.empty()
                : Optional.of(agents.bySlugOrId(caller.tenant(), reference).map(agent -> agent.id().value())
                        .orElseThrow(() -> Refused.field(
                                "defaultAgent", "There is no such agent here: give the id (agt_…) or the slug of one.")));
    }

    private void announce(ApiCaller caller, @Nullable String agent) {
        if (agent != null) {
            announcements.agentChanged(caller.tenant(), new AgentId(agent));
        }
    }

    private Response rotate(ApiCaller caller, Request request) {
        var body = Bodies.optional(request);
        var overlap = Bodies.overlap(body);
        body.end();
        var secret = tenancy.secrets().rotate(KeyHolder.tenant(caller.tenant()), overlap, caller.actor());
        return Response.ok(IdentityRoutes.json(secret));
    }

    private Response revoke(ApiCaller caller, Request request) {
        var ended = tenancy.secrets().revokeAll(KeyHolder.tenant(caller.tenant()), caller.actor());
        return Response.ok(Json.object().put("revoked", ended));
    }

    private Tenant own(ApiCaller caller) {
        return tenancy.tenants().byId(caller.tenant()).orElseThrow(() -> Refused.notFound("tenant"));
    }

    static ObjectNode json(Tenant tenant) {
        return tenant.settings().json().put("id", tenant.id().value()).put("name", tenant.name())
                .put("defaultAgent", tenant.defaultAgent()).put("createdAt", Json.time(tenant.createdAt()));
    }
}
