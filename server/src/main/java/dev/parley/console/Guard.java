package dev.parley.console;

import dev.parley.members.Role;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.Route.Rule;
import dev.parley.tenants.Scope;

/// Makes the routes of `/api/v1`, each with its rule, and is the one place where a rule is enforced.
final class Guard {
    /// Any API key, whatever its scopes.
    static final String ANY_KEY = "any";
    /// No API key at all.
    static final String NO_KEY = "";
    /// A member with the operator's flag, whatever their role.
    static final String OPERATOR = "operator";

    static final Rule ANY_CALLER = Rule.caller(ANY_KEY, Role.MEMBER.wireName());
    static final Rule ANY_MEMBER = Rule.caller(NO_KEY, Role.MEMBER.wireName());
    static final Rule ONLY_OWNER = Rule.caller(NO_KEY, Role.OWNER.wireName());
    static final Rule ONLY_OPERATOR = Rule.caller(NO_KEY, OPERATOR);

    private static final String ONE_AGENT = "/api/v1/agents/{id}";

    private final Callers callers;

    Guard(Callers callers) {
        this.callers = callers;
    }

    /// What a route does for a caller its rule admits.
    @FunctionalInterface
    interface Action {
        Response run(ApiCaller caller, Request request) throws Exception;
    }

    /// What a key that is limited to some agents may do at a route that names none.
    enum Reach {
        /// Nothing: the route is about the whole tenant.
        TENANT,
        /// It may call it; the action itself shows that key its own agents only.
        FILTERED
    }

    static Rule rule(Scope scope, Role role) {
        return Rule.caller(scope.wireName(), role.wireName());
    }

    Route route(String method, String path, Rule rule, Operation operation, Action action) {
        return route(method, path, rule, operation, Route.BODY_LIMIT, Reach.TENANT, action);
    }

    Route filtered(String method, String path, Rule rule, Operation operation, Action action) {
        return route(method, path, rule, operation, Route.BODY_LIMIT, Reach.FILTERED, action);
    }

    Route large(String method, String path, Rule rule, Operation operation, int bodyLimit, Action action) {
        return route(method, path, rule, operation, bodyLimit, Reach.TENANT, action);
    }

    private Route route(
            String method, String path, Rule rule, Operation operation, int bodyLimit, Reach reach, Action action) {
        requireKnown(rule);
        return new Route(method, path, rule, operation, bodyLimit, request -> {
            var caller = callers.identify(request);
            admit(caller, rule);
            requireReach(caller, path, reach, request);
            return action.run(caller, request);
        });
    }

    private static void admit(ApiCaller caller, Rule rule) {
        var admitted = switch (caller) {
            case ApiCaller.Person person -> rule.role().equals(OPERATOR)
                    ? person.member().operator()
                    : person.member().role().covers(Role.of(rule.role()).orElseThrow());
            case ApiCaller.Program program -> rule.scope().equals(ANY_KEY)
                    || (!rule.scope().equals(NO_KEY) && program.key().allows(Scope.of(rule.scope()).orElseThrow()));
        };
        if (!admitted) {
            throw Refused.because(ErrorCode.ACCESS_DENIED, denial(caller, rule));
        }
    }

    private static String denial(ApiCaller caller, Rule rule) {
        return switch (caller) {
            case ApiCaller.Person _ -> "This needs the role " + rule.role() + ": ask an owner of the tenant.";
            case ApiCaller.Program _ -> rule.scope().equals(NO_KEY)
                    ? "No API key may do this: sign in as a member."
                    : "This needs an API key with the scope " + rule.scope() + ".";
        };
    }

    private static void requireReach(ApiCaller caller, String path, Reach reach, Request request) {
        if (!(caller instanceof ApiCaller.Program(var key, var _)) || !key.isLimitedToAgents()) {
            return;
        }
        if (path.equals(ONE_AGENT) || path.startsWith(ONE_AGENT + "/")) {
            if (!key.reaches(request.pathParameter("id"))) {
                throw Refused.notFound("agent");
            }
        } else if (reach == Reach.TENANT) {
            throw Refused.because(ErrorCode.ACCESS_DENIED,
                    "This API key is limited to some agents: use one for the whole tenant.");
        }
    }

    /// A rule that names an unknown scope or role stops the start.
    private static void requireKnown(Rule rule) {
        var scopeIsKnown = rule.scope().equals(ANY_KEY) || rule.scope().equals(NO_KEY)
                || Scope.of(rule.scope()).isPresent();
        if (rule.kind() != Route.Kind.CALLER || !scopeIsKnown
                || (!rule.role().equals(OPERATOR) && Role.of(rule.role()).isEmpty())) {
            throw new IllegalArgumentException("No such rule: " + rule);
        }
    }
}
