package dev.parley.embed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agents;
import dev.parley.identity.Minting;
import dev.parley.identity.UserIds;
import dev.parley.identity.Variables;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Durations;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.Json;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.ApiKey;
import dev.parley.tenants.ApiKeys;
import dev.parley.tenants.Scope;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `POST /auth/embed/token`: a product's backend, which holds an API key, gets a token for one of its users.
final class MintEndpoint {
    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(15);
    private static final String BODY = """
            {"type":"object","required":["sub"],"additionalProperties":false,"properties":{
              "sub":{"type":["string","integer"],"description":"The user's id in your product."},
              "email":{"type":"string"},
              "expiresIn":{"type":"string","pattern":"^[0-9]{1,9}[smhd]$","default":"15m"},
              "agent":{"type":"string","description":"The slug or id of the only agent the token is for."},
              "variables":{"type":"object","additionalProperties":{"type":["string","number","boolean"]}}}}""";
    private static final String ANSWER = """
            {"type":"object","required":["token","expiresAt"],"properties":{
              "token":{"type":"string"},"expiresAt":{"type":"string","format":"date-time"}}}""";

    private final ApiKeys apiKeys;
    private final Agents agents;
    private final Minting minting;
    private final Limits limits;

    MintEndpoint(ApiKeys apiKeys, Agents agents, Minting minting, Limits limits) {
        this.apiKeys = apiKeys;
        this.agents = agents;
        this.minting = minting;
        this.limits = limits;
    }

    Route route() {
        return new Route("POST", "/auth/embed/token", Route.Rule.caller(Scope.EMBED_MINT.wireName(), ""),
                new Operation("mintToken", "embed", "Mints an identity token for one user of the key's product.")
                        .takes(BODY).gives(ANSWER),
                this::mint);
    }

    private Response mint(Request request) {
        request.addResponseHeader("Cache-Control", "no-store");
        var apiKey = authenticate(request);
        requireAllowance(apiKey);
        var order = order(apiKey, Fields.of(request.json()));
        var minted = minting.mint(apiKey, order, request.address().getHostAddress())
                .orElseThrow(() -> Refused.field("variables", "The token would be longer than 8 KiB. Send fewer variables."));
        return Response.ok(Json.object().put("token", minted.token()).put("expiresAt", Json.time(minted.expiresAt())));
    }

    private ApiKey authenticate(Request request) {
        var text = request.bearer().orElseThrow(() -> Refused.because(ErrorCode.SIGN_IN_REQUIRED,
                "Send an API key that has the scope embed:mint as \"Authorization: Bearer <API key>\"."));
        var apiKey = apiKeys.authenticate(text).orElseThrow(() -> Refused.because(ErrorCode.AUTHENTICATION_FAILED,
                "This is not an API key that counts: it is unknown, revoked or expired."));
        if (!apiKey.allows(Scope.EMBED_MINT)) {
            throw Refused.because(ErrorCode.ACCESS_DENIED, "This API key lacks the scope embed:mint.");
        }
        return apiKey;
    }

    private void requireAllowance(ApiKey apiKey) {
        limits.take(Limit.MINTS_PER_KEY, apiKey.id()).ifPresent(wait -> {
            throw Refused.until(ErrorCode.RATE_LIMITED, "This API key mints too many tokens. Wait, and keep a token until"
                    + " it expires.", wait);
        });
    }

    private Minting.Order order(ApiKey apiKey, Fields body) {
        var subject = subject(body);
        var email = body.optionalText("email", 1, UserIds.MAX_LENGTH).orElse(null);
        var lifetime = lifetime(apiKey, body);
        var agent = body.optionalText("agent", 1, 100).map(reference -> agent(apiKey, reference)).orElse(null);
        var variables = variables(body);
        body.end();
        return new Minting.Order(subject, email, lifetime, agent, variables);
    }

    /// A number is taken as its digits: many products number their users.
    private static String subject(Fields body) {
        var subject = body.optionalValue("sub").filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asText)
                .orElseGet(() -> body.text("sub", 1, UserIds.MAX_LENGTH));
        if (!UserIds.isValid(subject)) {
            throw Refused.field("sub", "The field \"sub\" must have " + UserIds.RULE + ".");
        }
        return subject;
    }

    private static Duration lifetime(ApiKey apiKey, Fields body) {
        var longest = apiKey.powers().maxTokenLifetime();
        var asked = body.optionalText("expiresIn", 1, 10);
        if (asked.isEmpty()) {
            return DEFAULT_LIFETIME.compareTo(longest) < 0 ? DEFAULT_LIFETIME : longest;
        }
        var lifetime = Durations.parse(asked.get()).filter(duration -> !duration.isZero())
                .orElseThrow(() -> Refused.field("expiresIn",
                        "The field \"expiresIn\" must be a number and a unit (s, m, h or d), such as 15m."));
        if (lifetime.compareTo(longest) > 0) {
            throw Refused.field("expiresIn", "Tokens of this API key live at most " + Durations.format(longest) + ".");
        }
        return lifetime;
    }

    private String agent(ApiKey apiKey, String reference) {
        var agent = agents.bySlugOrId(reference)
                .filter(found -> found.tenant().equals(apiKey.tenant()))
                .orElseThrow(() -> Refused.notFound("agent"));
        var id = agent.id().value();
        if (!apiKey.reaches(id)) {
            throw Refused.because(ErrorCode.ACCESS_DENIED, "This API key is limited to other agents.");
        }
        return id;
    }

    private static @Nullable ObjectNode variables(Fields body) {
        var value = body.optionalValue("variables").orElse(null);
        if (value == null) {
            return null;
        }
        var problem = Variables.problem(value);
        if (problem != null || !(value instanceof ObjectNode variables)) {
            throw Refused.field("variables", "The field \"variables\" " + problem + ".");
        }
        return variables;
    }
}
