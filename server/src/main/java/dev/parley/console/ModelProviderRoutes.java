package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.ModelProvider;
import dev.parley.agents.ModelProviderForm;
import dev.parley.agents.ModelProviders;
import dev.parley.members.Role;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.Json;
import dev.parley.tenants.Scope;
import java.util.List;

/// `/api/v1/model-providers`: the language models that a tenant's agents share. No answer holds a key.
final class ModelProviderRoutes {
    private static final String TAG = "model-providers";
    private static final String ALL = "/api/v1/model-providers";
    private static final String ONE = ALL + "/{provider}";

    private final Guard guard;
    private final ModelProviders providers;

    ModelProviderRoutes(Guard guard, ModelProviders providers) {
        this.guard = guard;
        this.providers = providers;
    }

    List<Route> routes() {
        var write = Guard.rule(Scope.ADMIN, Role.ADMIN);
        return List.of(
                guard.route("GET", ALL, Guard.rule(Scope.AGENTS_READ, Role.BUILDER),
                        new Operation("listModelProviders", TAG, "Lists the tenant's model providers, newest first.")
                                .gives(pageOf("ModelProvider")),
                        this::list),
                guard.route("POST", ALL, write,
                        new Operation("createModelProvider", TAG, "Adds a provider that agents may name.")
                                .takes(ref("NewModelProvider")).creates(ref("ModelProvider")),
                        this::create),
                guard.route("PATCH", ONE, write,
                        new Operation("updateModelProvider", TAG, "Changes the fields that are given, for all its agents.")
                                .takes(ref("ModelProviderChange")).gives(ref("ModelProvider")),
                        this::update),
                guard.route("DELETE", ONE, write,
                        new Operation("deleteModelProvider", TAG, "Deletes a provider that no agent and no draft names."),
                        this::delete));
    }

    private Response list(ApiCaller caller, Request request) {
        var page = Page.of(request);
        return page.answer(providers.list(caller.tenant(), page.before(), page.rows()), ModelProviderRoutes::json,
                provider -> new Cursor(provider.createdAt(), provider.id()));
    }

    private Response create(ApiCaller caller, Request request) {
        var edit = ModelProviderForm.create(Bodies.required(request));
        return Response.created(json(providers.create(caller.tenant(), edit, caller.actor())));
    }

    private Response update(ApiCaller caller, Request request) {
        var body = request.json();
        var updated = providers.update(caller.tenant(), request.pathParameter("provider"),
                before -> ModelProviderForm.update(Fields.of(body), before), caller.actor());
        return updated.map(provider -> Response.ok(json(provider))).orElseThrow(() -> Refused.notFound("model provider"));
    }

    private Response delete(ApiCaller caller, Request request) {
        if (!providers.delete(caller.tenant(), request.pathParameter("provider"), caller.actor())) {
            throw Refused.notFound("model provider");
        }
        return Response.done();
    }

    private static ObjectNode json(ModelProvider provider) {
        return Json.object().put("id", provider.id()).put("name", provider.name()).put("kind", "openai")
                .put("baseUrl", provider.baseUrl()).put("hasKey", provider.hasKey())
                .put("createdAt", Json.time(provider.createdAt()));
    }
}
