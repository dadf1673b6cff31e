package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.members.Email;
import dev.parley.members.Members;
import dev.parley.members.oidc.Provider;
import dev.parley.members.oidc.ProviderFailed;
import dev.parley.members.oidc.ProviderSignIn;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `/api/v1/tenant/sign-in`: the OpenID provider of the caller's tenant. Whoever sets it says who everybody is, owners
/// included; so only an owner does, and only an operator where an operator is among them.
final class ProviderSettingsRoutes {
    private static final String TAG = "sign-in";
    private static final String PATH = "/api/v1/tenant/sign-in";
    private static final int MAX_DOMAINS = 20;

    private final Guard guard;
    private final Members members;
    private final ProviderSignIn providers;

    ProviderSettingsRoutes(Guard guard, Members members, ProviderSignIn providers) {
        this.guard = guard;
        this.members = members;
        this.providers = providers;
    }

    List<Route> routes() {
        var rule = Guard.ONLY_OWNER;
        return List.of(
                guard.route("GET", PATH, rule,
                        new Operation("getProvider", TAG, "Shows the OpenID provider members sign in with.")
                                .gives(ref("ProviderSettings")),
                        this::show),
                guard.route("PUT", PATH, rule,
                        new Operation("setProvider", TAG, "Sets the OpenID provider, after asking it who it is.")
                                .takes(ref("ProviderOrder")).gives(ref("ProviderSettings")),
                        this::store),
                guard.route("DELETE", PATH, rule,
                        new Operation("removeProvider", TAG, "Ends signing in with the provider; open sessions go on."),
                        this::remove));
    }

    private Response show(ApiCaller caller, Request request) {
        return Response.ok(json(providers.providers().of(caller.tenant()).orElse(null), request));
    }

    private Response store(ApiCaller caller, Request request) {
        var body = Bodies.required(request);
        var present = providers.providers().of(caller.tenant()).orElse(null);
        var name = Bodies.name(body, "name");
        var issuer = body.text("issuer", 8, 500);
        var clientId = body.text("clientId", 1, 300);
        var secret = body.optionalText("clientSecret", 1, 1_000).orElse(kept(present, issuer));
        var domains = domains(body);
        body.end();
        requireOperatorAmongOperators(caller);
        var wanted = new Provider(caller.tenant(), name, issuer, clientId, secret, domains);
        try {
            providers.tryOut(issuer);
        } catch (ProviderFailed e) {
            throw Refused.field("issuer", e.why());
        }
        providers.providers().store(wanted, caller.actor());
        return Response.ok(json(wanted, request));
    }

    private void requireOperatorAmongOperators(ApiCaller caller) {
        if (!caller.isOperator() && members.hasOperator(caller.tenant())) {
            throw Refused.because(ErrorCode.ACCESS_DENIED, "The provider would sign in the operator of this hub too: ask"
                    + " the operator to set it.");
        }
    }

    /// A secret that is not given again stays, but is never sent to another issuer than it was given for.
    private static @Nullable String kept(@Nullable Provider present, String issuer) {
        return present != null && present.issuer().equals(issuer) ? present.clientSecret() : null;
    }

    private static List<String> domains(Fields body) {
        var domains = body.optionalTexts("domains", MAX_DOMAINS, 190).orElse(List.of());
        for (int i = 0; i < domains.size(); i++) {
            if (Email.of("a@" + domains.get(i)).isEmpty() || !domains.get(i).contains(".")) {
                throw Refused.field("domains[" + i + "]", "Write a domain such as example.com.");
            }
        }
        return domains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).distinct().toList();
    }

    private Response remove(ApiCaller caller, Request request) {
        if (!providers.providers().remove(caller.tenant(), caller.actor())) {
            throw Refused.notFound("provider");
        }
        return Response.done();
    }

    private static ObjectNode json(@Nullable Provider provider, Request request) {
        var json = Json.object().put("configured", provider != null)
                .put("redirectAddress", ProviderRoutes.redirect(request));
        if (provider != null) {
            json.put("name", provider.name()).put("issuer", provider.issuer()).put("clientId", provider.clientId())
                    .put("hasSecret", provider.clientSecret() != null);
            json.set("domains", Json.texts(provider.domains()));
        }
        return json;
    }
}
