package dev.parley.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentId;
import dev.parley.agents.Agents;
import dev.parley.conversations.Message;
import dev.parley.conversations.TranscriptFilter;
import dev.parley.conversations.TranscriptFilter.Failed;
import dev.parley.conversations.TranscriptFilter.Person;
import dev.parley.conversations.TranscriptFilter.Rated;
import dev.parley.identity.Principal;
import dev.parley.models.AgentRunner;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Route.Parameter;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which conversations a query is about.
final class ConversationQuery {
    static final List<Parameter> PARAMETERS = Stream.concat(Stream.of(
            new Parameter("agent", "Only this agent's."),
            new Parameter("user", "Only those of whoever has this id or e-mail address."),
            new Parameter("kind", "With ?user=, exactly this kind: user, member or visitor."),
            new Parameter("issuer", "With ?user=, exactly this issuer: agent, tenant or hub."),
            new Parameter("feedback", "Only with an answer that was rated: up, down, any or commented."),
            new Parameter("error", "Only with an answer that failed: any, or a code such as model_timeout.")),
            Period.PARAMETERS.stream()).toList();

    private static final List<String> CODES =
            Arrays.stream(AgentRunner.Code.values()).map(AgentRunner.Code::wireName).toList();

    private ConversationQuery() {}

    static TranscriptFilter of(ApiCaller caller, Request request, Agents agents) {
        var period = Period.of(request);
        return new TranscriptFilter(agents(caller, request, agents), person(request), period.from(), period.until(),
                request.query("feedback").map(ConversationQuery::rated).orElse(null),
                request.query("error").map(ConversationQuery::failed).orElse(null));
    }

    /// The agents that are meant: the one that is named, else all that the caller reaches.
    static @Nullable Set<AgentId> agents(ApiCaller caller, Request request, Agents agents) {
        var reachable = reachable(caller);
        var named = request.query("agent").map(AgentId::new);
        if (named.isEmpty()) {
            return reachable;
        }
        if (agents.byId(caller.tenant(), named.get()).isEmpty()
                || reachable != null && !reachable.contains(named.get())) {
            throw Refused.notFound("agent");
        }
        return Set.of(named.get());
    }

    /// The only agents a caller may see; null for all of its tenant.
    static @Nullable Set<AgentId> reachable(ApiCaller caller) {
        return switch (caller) {
            case ApiCaller.Person _ -> null;
            case ApiCaller.Program(var key, var _) -> {
                var only = key.powers().agents();
                yield only == null ? null : only.stream().map(AgentId::new).collect(Collectors.toSet());
            }
        };
    }

    private static @Nullable Person person(Request request) {
        var user = request.query("user").filter(text -> !text.isEmpty());
        var kind = request.query("kind").map(text -> kind(text, "kind"));
        var issuer = request.query("issuer").map(text -> issuer(text, "issuer"));
        if (user.isEmpty()) {
            return null;
        }
        return kind.isEmpty() && issuer.isEmpty()
                ? new Person.Known(user.get())
                : new Person.Exactly(principal(kind.orElse(Principal.Kind.USER), issuer, user.get()));
    }

    /// The one whom a body means: `{kind?, issuer?, id}`.
    static Principal principal(Fields body) {
        var kind = kind(body.optionalText("kind", 1, 10).orElse("user"), "kind");
        var issuer = kind == Principal.Kind.USER
                ? Optional.of(issuer(body.text("issuer", 1, 10), "issuer"))
                : Optional.<Principal.Issuer>empty();
        return principal(kind, issuer, body.text("id", 1, 320));
    }

    private static Principal principal(Principal.Kind kind, Optional<Principal.Issuer> issuer, String id) {
        return kind == Principal.Kind.USER
                ? new Principal(kind, issuer.orElse(Principal.Issuer.AGENT), id, null)
                : new Principal(kind, null, id, null);
    }

    private static Principal.Kind kind(String text, String field) {
        return switch (text) {
            case "user" -> Principal.Kind.USER;
            case "member" -> Principal.Kind.MEMBER;
            case "visitor" -> Principal.Kind.VISITOR;
            default -> throw Refused.field(field, "Choose among user, member and visitor.");
        };
    }

    private static Principal.Issuer issuer(String text, String field) {
        if (!List.of("agent", "tenant", "hub").contains(text)) {
            throw Refused.field(field, "Choose among agent, tenant and hub.");
        }
        return IdentityRoutes.issuer(text);
    }

    private static Rated rated(String text) {
        return switch (text) {
            case "up" -> new Rated(Message.Rating.UP, false);
            case "down" -> new Rated(Message.Rating.DOWN, false);
            case "any" -> new Rated(null, false);
            case "commented" -> new Rated(null, true);
            default -> throw Refused.field("feedback", "Choose among up, down, any and commented.");
        };
    }

    private static Failed failed(String text) {
        if (!text.equals("any") && !CODES.contains(text)) {
            throw Refused.field("error", "Choose any, or one of " + String.join(", ", CODES) + ".");
        }
        return new Failed(text.equals("any") ? null : text);
    }

    /// The query as the audit log keeps it: whose conversations were meant is not told.
    static ObjectNode remembered(Request request) {
        var json = Json.object();
        for (var parameter : PARAMETERS) {
            request.query(parameter.name()).ifPresent(value ->
                    json.put(parameter.name(), parameter.name().equals("user") ? "(one user)" : value));
        }
        return json;
    }
}
