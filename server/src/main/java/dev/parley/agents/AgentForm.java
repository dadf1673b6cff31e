package dev.parley.agents;

import dev.parley.agents.AgentEdit.ModelKey;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Durations;
import dev.parley.platform.json.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads what a request writes of an agent over what the agent is so far: a field that is absent stays as it is.
public final class AgentForm {
    private static final int MAX_ORIGINS = 50;
    private static final Duration MIN_LIFETIME = Duration.ofMinutes(1);
    private static final Duration MAX_LIFETIME = Duration.ofDays(366);

    private AgentForm() {}

    /// A new agent; only the name is required. A `template` stands for the content that the body leaves out.
    ///
    /// @throws Refused `invalid_request` that names the field
    public static AgentEdit create(Fields body) {
        var content = body.optionalText("template", 1, 40).map(AgentForm::template).orElse(AgentContent.EMPTY);
        return read(body, AgentEdit.with(body.text("name", 1, 100), content));
    }

    /// A new agent that is what another one is, but for its name, its slug and the API key of its model.
    ///
    /// @throws Refused `invalid_request` that names the field
    public static AgentEdit duplicate(Fields body, Agent original) {
        var definition = original.definition();
        var content = definition.content();
        var copy = new AgentDefinition(
                name(body, body.text("name", 1, 100)), content.withModel(content.model().withKey(null)),
                definition.allowedOrigins(), definition.tokenPolicy());
        body.end();
        return new AgentEdit(null, copy, original.access(), original.status(), new ModelKey.Kept());
    }

    private static AgentContent template(String id) {
        return Templates.find(id).map(Templates.Template::content).orElseThrow(() -> Refused.field("template",
                "There is no such template: choose one of GET /api/v1/agent-templates."));
    }

    /// The agent with the fields of `body` in place of its own.
    ///
    /// @throws Refused `invalid_request` that names the field
    public static AgentEdit update(Fields body, AgentEdit before) {
        return read(body, before);
    }

    private static AgentEdit read(Fields body, AgentEdit before) {
        var old = before.definition();
        var content = ContentForm.read(body, old.content());
        var definition = new AgentDefinition(
                name(body, old.name()), content.content(),
                body.optionalTexts("allowedOrigins", MAX_ORIGINS, 300).map(AgentForm::origins)
                        .orElse(old.allowedOrigins()),
                body.optionalObject("tokenPolicy").map(policy -> tokenPolicy(policy, old.tokenPolicy()))
                        .orElse(old.tokenPolicy()));
        var access = body.optionalChoice("access", List.of("public", "private"))
                .map(text -> Agent.Access.valueOf(text.toUpperCase(Locale.ROOT))).orElse(before.access());
        var status = body.optionalChoice("status", List.of("active", "suspended"))
                .map(text -> Agent.Status.valueOf(text.toUpperCase(Locale.ROOT))).orElse(before.status());
        var edit = new AgentEdit(slug(body, before.slug()), definition, access, status, content.modelKey());
        body.end();
        return edit;
    }

    private static String name(Fields body, String before) {
        var name = body.optionalText("name", 1, 100).orElse(before);
        if (name.isBlank() || name.codePoints().anyMatch(Character::isISOControl)) {
            throw Refused.field("name", "Give the agent a name people can read: visible characters on one line.");
        }
        return name.strip();
    }

    private static @Nullable String slug(Fields body, @Nullable String before) {
        var slug = body.optionalText("slug", 2, 63).orElse(before);
        if (slug != null && !Slug.GRAMMAR.matcher(slug).matches()) {
            throw Refused.field("slug", "Write the slug with 2 to 63 small letters a to z, digits and hyphens.");
        }
        return slug;
    }

    private static List<String> origins(List<String> texts) {
        var origins = new ArrayList<String>();
        for (int i = 0; i < texts.size(); i++) {
            var field = "allowedOrigins[" + i + "]";
            var origin = Origin.parse(texts.get(i)).orElseThrow(() -> Refused.field(field,
                    "Write an origin as a browser does, such as https://shop.example.com or http://localhost:3000, "
                            + "without a path; or * for every page."));
            if (!origins.contains(origin)) {
                origins.add(origin);
            }
        }
        return origins;
    }

    private static TokenPolicy tokenPolicy(Fields policy, TokenPolicy before) {
        return new TokenPolicy(
                policy.optionalTexts("accept", 3, 10).map(texts -> issuers(texts, policy.pathOf("accept")))
                        .orElse(EnumSet.copyOf(before.accept())),
                policy.optionalFlag("requireExp").orElse(before.requireExp()),
                lifetime(policy, before.maxLifetime()),
                policy.optionalFlag("adoptVisitor").orElse(before.adoptVisitor()));
    }

    private static EnumSet<TokenPolicy.Issuer> issuers(List<String> texts, String field) {
        var issuers = EnumSet.noneOf(TokenPolicy.Issuer.class);
        for (var text : texts) {
            switch (text) {
                case "agent" -> issuers.add(TokenPolicy.Issuer.AGENT);
                case "tenant" -> issuers.add(TokenPolicy.Issuer.TENANT);
                case "minted" -> issuers.add(TokenPolicy.Issuer.MINTED);
                default -> throw Refused.field(field, "Accept any of agent, tenant and minted.");
            }
        }
        return issuers;
    }

    private static Duration lifetime(Fields policy, Duration before) {
        var lifetime = Durations.optional(policy, "maxLifetime").orElse(before);
        if (lifetime.compareTo(MIN_LIFETIME) < 0 || lifetime.compareTo(MAX_LIFETIME) > 0) {
            throw Refused.field(policy.pathOf("maxLifetime"), "Choose a lifetime from 1m to 366d.");
        }
        return lifetime;
    }
}
