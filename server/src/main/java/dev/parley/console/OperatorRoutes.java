package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agents;
import dev.parley.conversations.Transcripts;
import dev.parley.members.People;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.tenants.Tenant;
import dev.parley.tenants.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// `/api/v1/tenants`, for the operator of the hub. Of other tenants it tells their names and how much there is of them,
/// never what.
final class OperatorRoutes {
    private static final String TAG = "tenants";
    private static final Duration LATELY = Duration.ofDays(30);

    private final Guard guard;
    private final Tenants tenants;
    private final People people;
    private final Agents agents;
    private final Transcripts transcripts;
    private final Clock clock;

    OperatorRoutes(Guard guard, Tenants tenants, People people, AgentStores stores, Clock clock) {
        this.guard = guard;
        this.tenants = tenants;
        this.people = people;
        this.agents = stores.agents();
        this.transcripts = stores.history().transcripts();
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                guard.route("GET", "/api/v1/tenants", Guard.ONLY_OPERATOR,
                        new Operation("listTenants", TAG, "Lists the tenants of this hub, newest first.")
                                .asks(Page.PARAMETERS).gives(pageOf("TenantSummary")),
                        (_, request) -> list(request)),
                guard.route("POST", "/api/v1/tenants", Guard.ONLY_OPERATOR,
                        new Operation("createTenant", TAG, "Makes a tenant, its secret and its owner; shows both, this once.")
                                .takes(ref("NewTenant")).creates(ref("CreatedTenant")),
                        this::create));
    }

    private Response list(Request request) {
        var page = Page.of(request);
        return page.answer(tenants.list(page.before(), page.rows()), this::summary,
                tenant -> new Cursor(tenant.createdAt(), tenant.id().value()));
    }

    private ObjectNode summary(Tenant tenant) {
        return Json.object().put("id", tenant.id().value()).put("name", tenant.name())
                .put("agents", agents.count(tenant.id())).put("members", people.members().count(tenant.id()))
                .put("conversations30d", transcripts.activeSince(tenant.id(), clock.instant().minus(LATELY)))
                .put("createdAt", Json.time(tenant.createdAt()));
    }

    private Response create(ApiCaller caller, Request request) {
        var body = Bodies.required(request);
        var name = Bodies.name(body, "name");
        var owner = body.optionalText("ownerEmail", 3, 254)
                .map(text -> Bodies.checkedEmail(text, "ownerEmail")).orElse(null);
        body.end();
        var made = people.makeTenant().run(name, owner, caller.actor());
        var json = Json.object();
        json.set("tenant", TenantRoutes.json(made.tenant()));
        json.put("jwtSecret", made.secret().text());
        json.putObject("owner").put("id", made.owner().id().value()).put("email", made.owner().email())
                .put("role", made.owner().role().wireName()).put("password", made.password());
        return Response.created(json);
    }
}
