package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agents;
import dev.parley.members.Client;
import dev.parley.members.People;
import dev.parley.members.oidc.AttemptCookie;
import dev.parley.members.oidc.Provider;
import dev.parley.members.oidc.ProviderFailed;
import dev.parley.members.oidc.ProviderFailed.Reason;
import dev.parley.members.oidc.ProviderSignIn;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.Route.Parameter;
import dev.parley.platform.http.Route.Rule;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.TenantId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Signing in with a tenant's OpenID provider: which there is, the way there, and the way back.
final class ProviderRoutes {
    private static final String TAG = "auth";
    static final String CALLBACK = "/api/v1/auth/oidc/callback";
    private static final String START = "/api/v1/auth/oidc/start";
    private static final String PREFIX = "/console";
    private static final String CONSOLE = PREFIX + "/sign-in";
    /// The pages of ours that a sign-in may end at; a foreign one would be an open redirect.
    private static final Pattern NEXT = Pattern.compile("/console(/[A-Za-z0-9_./-]*)?|/agent/[a-z0-9-]{2,63}/sign-in");

    private final People people;
    private final Agents agents;
    private final Limits limits;
    private final SignInAnswers answers;

    ProviderRoutes(People people, Agents agents, Limits limits, SignInAnswers answers) {
        this.people = people;
        this.agents = agents;
        this.limits = limits;
        this.answers = answers;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/api/v1/auth/options", Rule.ANYONE,
                        new Operation("signInOptions", TAG, "Says in which ways people sign in: to a tenant, or to the only one that has a provider.")
                                .gives(ref("SignInOptions")).asks(List.of(
                                        new Parameter("tenant", "The id of a tenant."),
                                        new Parameter("agent", "The slug or id of an agent, for its tenant."))),
                        this::options),
                new Route("GET", START, Rule.ANYONE,
                        redirects("startProviderSignIn", "Sends a browser to the tenant's OpenID provider.").asks(List.of(
                                new Parameter("tenant", "The id of the tenant."),
                                new Parameter("next", "The page of the hub to go on with."))),
                        this::start),
                new Route("GET", CALLBACK, Rule.ANYONE,
                        redirects("endProviderSignIn", "Takes what the OpenID provider sent a browser back with."),
                        this::finish));
    }

    private static Operation redirects(String id, String summary) {
        return new Operation(id, TAG, summary, "", "", 302, List.of(), List.of());
    }

    private Response options(Request request) {
        var json = Json.object().put("mail", people.mail().isAvailable());
        var next = request.query("agent").map(agent -> "/agent/" + agent + "/sign-in").orElse(CONSOLE);
        json.set("providers", Json.array(provider(request).stream().map(one -> option(one, next)).toList()));
        return Response.ok(json);
    }

    private Optional<Provider> provider(Request request) {
        var providers = people.providers().providers();
        var agent = request.query("agent");
        if (agent.isPresent()) {
            return agents.bySlugOrId(agent.get()).flatMap(found -> providers.of(found.tenant()));
        }
        return request.query("tenant").map(id -> providers.of(new TenantId(id))).orElseGet(providers::only);
    }

    private static ObjectNode option(Provider provider, String next) {
        return Json.object().put("name", provider.name())
                .put("start", START + "?tenant=" + provider.tenant().value() + "&next=" + encode(next));
    }

    private Response start(Request request) {
        var next = request.query("next").filter(page -> NEXT.matcher(page).matches() && !page.contains("//")).orElse(CONSOLE);
        var provider = request.query("tenant").flatMap(id -> people.providers().providers().of(new TenantId(id)))
                .orElseThrow(() -> Refused.notFound("provider"));
        var tooMany = limits.take(Limit.PROVIDER_SIGN_INS, Limits.network(request.address()));
        if (tooMany.isPresent()) {
            return failed(Reason.OVER, next);
        }
        var browser = AttemptCookie.read(request).orElseGet(() -> "att_" + Ids.secret());
        try {
            var address = people.providers().begin(provider, redirect(request), browser, next);
            return leadTo(address).with("Set-Cookie", AttemptCookie.keep(request, browser));
        } catch (ProviderFailed e) {
            return failed(e.reason(), next);
        }
    }

    private Response finish(Request request) {
        var answer = new ProviderSignIn.Answer(request.query("state").orElse(null), request.query("code").orElse(null),
                request.query("iss").orElse(null), request.query("error").orElse(null));
        return switch (people.providers().finish(answer, AttemptCookie.read(request), Client.of(request))) {
            case ProviderSignIn.Outcome.Failed(var reason, var next) -> failed(reason, next == null ? CONSOLE : next);
            case ProviderSignIn.Outcome.SignedIn(var opened, var next) -> {
                answers.keep(request, opened);
                request.addResponseHeader("Set-Cookie", AttemptCookie.forget(request));
                yield leadTo(next.equals(CONSOLE) ? "/console/" : next);
            }
        };
    }

    /// Where a provider sends browsers back to: to be registered there.
    static String redirect(Request request) {
        return request.ownOrigin() + CALLBACK;
    }

    private static Response failed(Reason reason, String next) {
        // The console names its own pages without its prefix.
        var page = !next.startsWith(PREFIX) ? next + "?"
                : next.equals(CONSOLE) ? CONSOLE + "?" : CONSOLE + "?next=" + encode(next.substring(PREFIX.length())) + "&";
        return leadTo(page + "failed=" + reason.wireName());
    }

    private static Response leadTo(String address) {
        return new Response.Bytes(302, "text/html; charset=utf-8", new byte[0],
                Map.of("Location", address, "Cache-Control", "no-store", "Referrer-Policy", "no-referrer"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
