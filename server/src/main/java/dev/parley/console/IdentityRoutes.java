package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentId;
import dev.parley.agents.Agents;
import dev.parley.console.AgentStores.Proofs;
import dev.parley.identity.Principal;
import dev.parley.members.Role;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.NewSecret;
import dev.parley.tenants.Scope;
import dev.parley.tenants.SecretStatus;
import dev.parley.tenants.SigningSecrets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/api/v1/agents/{id}/identity-secret` and the revocation of one user.
final class IdentityRoutes {
    private static final String TAG = "identity";
    private static final String SECRET = "/api/v1/agents/{id}/identity-secret";

    private final Guard guard;
    private final Agents agents;
    private final SigningSecrets secrets;
    private final Proofs proofs;

    IdentityRoutes(Guard guard, Agents agents, SigningSecrets secrets, Proofs proofs) {
        this.guard = guard;
        this.agents = agents;
        this.secrets = secrets;
        this.proofs = proofs;
    }

    List<Route> routes() {
        var write = Guard.rule(Scope.AGENTS_WRITE, Role.BUILDER);
        return List.of(
                guard.route("GET", SECRET, Guard.rule(Scope.AGENTS_READ, Role.BUILDER),
                        new Operation("getIdentitySecret", TAG, "Shows the state of the identity secret, not the secret.")
                                .gives(ref("SecretStatus")),
                        this::status),
                guard.route("POST", SECRET, write,
                        new Operation("generateIdentitySecret", TAG, "Makes the identity secret and shows it, this once.")
                                .gives(ref("NewSecret")),
                        this::generate),
                guard.route("DELETE", SECRET, write,
                        new Operation("revokeIdentitySecret", TAG, "Ends every identity secret and what it opened, now.")
                                .gives(ref("Revoked")),
                        this::revoke),
                guard.route("DELETE", SECRET + "/previous", write,
                        new Operation("revokePreviousIdentitySecret", TAG,
                                "Ends the earlier of two secrets that overlap, and what it opened, now.")
                                .gives(ref("Revoked")),
                        this::revokePrevious),
                guard.route("POST", SECRET + "/rotate", write,
                        new Operation("rotateIdentitySecret", TAG, "Makes a new identity secret and shows it, this once.")
                                .takes(ref("Rotation")).gives(ref("NewSecret")),
                        this::rotate),
                guard.route("POST", "/api/v1/agents/{id}/users/revoke", write,
                        new Operation("revokeUser", TAG, "Ends every token that was issued to a user up to now.")
                                .takes(ref("UserReference")),
                        this::revokeUser));
    }

    private Response status(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var status = secrets.status(KeyHolder.agent(caller.tenant(), agent.id().value()));
        var json = status.json();
        json.putObject("liveSessions")
                .put("current", live(agent.id(), status.current())).put("previous", live(agent.id(), status.previous()));
        return Response.ok(json.put("tokensWithoutExpiry", proofs.identity().tokensWithoutExpiry().of(agent.id())));
    }

    private long live(AgentId agent, SecretStatus.@Nullable Entry secret) {
        return secret == null ? 0 : proofs.sessions().of(agent, secret.id());
    }

    private Response generate(ApiCaller caller, Request request) {
        var holder = holder(caller, request);
        Bodies.optional(request).end();
        return secrets.generate(holder, caller.actor())
                .map(secret -> Response.ok(json(secret)))
                .orElseThrow(() -> Refused.because(ErrorCode.CONFLICT,
                        "This agent has an identity secret: rotate it, or revoke it first."));
    }

    private Response rotate(ApiCaller caller, Request request) {
        var holder = holder(caller, request);
        var body = Bodies.optional(request);
        var overlap = Bodies.overlap(body);
        body.end();
        return Response.ok(json(secrets.rotate(holder, overlap, caller.actor())));
    }

    private Response revoke(ApiCaller caller, Request request) {
        return revoked(secrets.revokeAll(holder(caller, request), caller.actor()));
    }

    private Response revokePrevious(ApiCaller caller, Request request) {
        return revoked(secrets.revokePrevious(holder(caller, request), caller.actor()));
    }

    private static Response revoked(int count) {
        return Response.ok(Json.object().put("revoked", count));
    }

    private Response revokeUser(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var body = Bodies.required(request);
        var issuer = issuer(body.choice("issuer", List.of("agent", "tenant", "hub")));
        var id = body.text("id", 1, 320);
        body.end();
        proofs.identity().revocations().revoke(agent, issuer, id, caller.actor());
        return Response.done();
    }

    private KeyHolder holder(ApiCaller caller, Request request) {
        return KeyHolder.agent(caller.tenant(), AgentRoutes.find(agents, caller, request).id().value());
    }

    static Principal.Issuer issuer(String wireName) {
        return switch (wireName) {
            case "agent" -> Principal.Issuer.AGENT;
            case "tenant" -> Principal.Issuer.TENANT;
            default -> Principal.Issuer.HUB;
        };
    }

    static ObjectNode json(NewSecret secret) {
        return Json.object().put("id", secret.id()).put("secret", secret.text())
                .put("createdAt", Json.time(secret.createdAt()));
    }
}
