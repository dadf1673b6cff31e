package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agents;
import dev.parley.members.Role;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Durations;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.Json;
import dev.parley.tenants.ApiKey;
import dev.parley.tenants.ApiKey.Powers;
import dev.parley.tenants.ApiKeys;
import dev.parley.tenants.Scope;
import dev.parley.tenants.TenantId;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `/api/v1/api-keys`.
final class KeyRoutes {
    private static final String TAG = "api-keys";

    private final Guard guard;
    private final ApiKeys keys;
    private final Agents agents;
    private final Clock clock;

    KeyRoutes(Guard guard, ApiKeys keys, Agents agents, Clock clock) {
        this.guard = guard;
        this.keys = keys;
        this.agents = agents;
        this.clock = clock;
    }

    List<Route> routes() {
        var rule = Guard.rule(Scope.ADMIN, Role.ADMIN);
        return List.of(
                guard.route("GET", "/api/v1/api-keys", rule,
                        new Operation("listApiKeys", TAG, "Lists the keys that are not revoked.").gives(pageOf("ApiKey")),
                        this::list),
                guard.filtered("POST", "/api/v1/api-keys", rule,
                        new Operation("createApiKey", TAG, "Makes a key and shows it, this once.")
                                .takes(ref("NewApiKey")).creates(ref("CreatedApiKey")),
                        this::create),
                guard.route("DELETE", "/api/v1/api-keys/{key}", rule,
                        new Operation("revokeApiKey", TAG, "Ends a key, the tokens it minted and what they opened."),
                        this::revoke));
    }

    private Response list(ApiCaller caller, Request request) {
        var page = Page.of(request);
        return page.answer(keys.list(caller.tenant(), page.before(), page.rows()), KeyRoutes::json,
                key -> new Cursor(key.createdAt(), key.id()));
    }

    private Response create(ApiCaller caller, Request request) {
        var body = Bodies.required(request);
        var name = Bodies.name(body, "name");
        var powers = new Powers(
                scopes(body), agents(body, caller.tenant()), expiresAt(body), maxTokenLifetime(body, caller));
        body.end();
        if (!caller.powers().cover(powers)) {
            throw Refused.because(ErrorCode.ACCESS_DENIED,
                    "No key makes a broader one: ask for fewer scopes, fewer agents, an earlier end or shorter tokens.");
        }
        var created = keys.create(caller.tenant(), name, powers, caller.actor());
        return Response.created(json(created.key()).put("key", created.text()));
    }

    private Response revoke(ApiCaller caller, Request request) {
        if (!keys.revoke(caller.tenant(), request.pathParameter("key"), caller.actor())) {
            throw Refused.notFound("API key");
        }
        return Response.done();
    }

    private static Set<Scope> scopes(Fields body) {
        var texts = body.texts("scopes", Scope.values().length, 40);
        var scopes = EnumSet.noneOf(Scope.class);
        for (int i = 0; i < texts.size(); i++) {
            var field = "scopes[" + i + "]";
            scopes.add(Scope.of(texts.get(i)).orElseThrow(() -> Refused.field(field, "Choose among "
                    + String.join(", ", EnumSet.allOf(Scope.class).stream().map(Scope::wireName).toList()) + ".")));
        }
        if (scopes.isEmpty()) {
            throw Refused.field("scopes", "Give the key at least one scope.");
        }
        return scopes;
    }

    private @Nullable Set<String> agents(Fields body, TenantId tenant) {
        var listed = body.optionalTexts("agents", 100, 64);
        if (listed.isEmpty()) {
            return null;
        }
        var ids = new TreeSet<String>();
        for (int i = 0; i < listed.get().size(); i++) {
            var field = "agents[" + i + "]";
            ids.add(agents.bySlugOrId(tenant, listed.get().get(i)).map(agent -> agent.id().value())
                    .orElseThrow(() -> Refused.field(
                            field, "There is no such agent here: give the id (agt_…) or the slug of one.")));
        }
        return ids;
    }

    private @Nullable Instant expiresAt(Fields body) {
        var text = body.optionalText("expiresAt", 1, 40);
        if (text.isEmpty()) {
            return null;
        }
        try {
            var end = Instant.ofEpochMilli(OffsetDateTime.parse(text.get()).toInstant().toEpochMilli());
            if (end.isAfter(clock.instant())) {
                return end;
            }
        } catch (DateTimeException | ArithmeticException _) {
            // Falls through to the one message for every wrong time.
        }
        throw Refused.field("expiresAt", "Give a time to come in ISO 8601, such as 2030-01-31T12:00:00Z.");
    }

    private static Duration maxTokenLifetime(Fields body, ApiCaller caller) {
        var usual = caller.powers().maxTokenLifetime().compareTo(Powers.DEFAULT_TOKEN_LIFETIME) < 0
                ? caller.powers().maxTokenLifetime()
                : Powers.DEFAULT_TOKEN_LIFETIME;
        var lifetime = Durations.optional(body, "maxTokenLifetime").orElse(usual);
        if (lifetime.compareTo(Duration.ofMinutes(1)) < 0 || lifetime.compareTo(Powers.LONGEST_TOKEN_LIFETIME) > 0) {
            throw Refused.field("maxTokenLifetime", "Choose a lifetime from 1m to 7d; more than 1h needs an owner.");
        }
        return lifetime;
    }

    static ObjectNode json(ApiKey key) {
        var json = Json.object().put("id", key.id()).put("name", key.name()).put("hint", key.hint());
        json.set("scopes", Json.texts(key.powers().scopes().stream().sorted().map(Scope::wireName).toList()));
        if (key.powers().agents() != null) {
            json.set("agents", Json.texts(new TreeSet<>(key.powers().agents())));
        }
        return json.put("maxTokenLifetime", Durations.format(key.powers().maxTokenLifetime()))
                .put("createdAt", Json.time(key.createdAt())).put("createdBy", key.createdBy())
                .put("expiresAt", key.powers().expiresAt() == null ? null : Json.time(key.powers().expiresAt()))
                .put("lastUsedAt", key.lastUsedAt() == null ? null : Json.time(key.lastUsedAt()));
    }
}
