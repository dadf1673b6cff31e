package dev.parley.agents;

import dev.parley.agents.AgentDraft.ModelKey;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Durations;
import dev.parley.platform.json.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what a request writes of an agent over what the agent is so far: a field that is absent stays as it is.
public final class AgentForm {
    private static final int MAX_STARTERS = 6;
    private static final int MAX_VARIABLES = 64;
    private static final int MAX_ORIGINS = 50;
    private static final Duration MIN_LIFETIME = Duration.ofMinutes(1);
    private static final Duration MAX_LIFETIME = Duration.ofDays(366);
    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private AgentForm() {}

    /// A new agent; only the name is required.
    ///
    /// @throws Refused `invalid_request` that names the field
    public static AgentDraft create(Fields body) {
        return read(body, AgentDraft.named(body.text("name", 1, 100)));
    }

    /// The agent with the fields of `body` in place of its own.
    ///
    /// @throws Refused `invalid_request` that names the field
    public static AgentDraft update(Fields body, AgentDraft before) {
        return read(body, before);
    }

    private static AgentDraft read(Fields body, AgentDraft before) {
        var model = ModelForm.read(body, before.definition().model());
        var definition = definition(body, before.definition(), model.settings());
        var access = body.optionalChoice("access", List.of("public", "private"))
                .map(text -> Agent.Access.valueOf(text.toUpperCase(Locale.ROOT))).orElse(before.access());
        var status = body.optionalChoice("status", List.of("active", "suspended"))
                .map(text -> Agent.Status.valueOf(text.toUpperCase(Locale.ROOT))).orElse(before.status());
        var draft = new AgentDraft(slug(body, before.slug()), definition, access, status, model.key());
        body.end();
        return draft;
    }

    private static AgentDefinition definition(Fields body, AgentDefinition before, ModelSettings model) {
        return new AgentDefinition(
                name(body, before.name()),
                body.optionalText("instructions", 0, 32_000).orElse(before.instructions()),
                body.optionalText("greeting", 0, 2_000).orElse(before.greeting()),
                body.optionalTexts("starters", MAX_STARTERS, 200).orElse(before.starters()),
                body.optionalObjects("variables", MAX_VARIABLES).map(AgentForm::variables).orElse(before.variables()),
                model,
                body.optionalTexts("allowedOrigins", MAX_ORIGINS, 300).map(AgentForm::origins)
                        .orElse(before.allowedOrigins()),
                body.optionalObject("tokenPolicy").map(policy -> tokenPolicy(policy, before.tokenPolicy()))
                        .orElse(before.tokenPolicy()));
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

    private static List<AgentDefinition.Variable> variables(List<Fields> entries) {
        var names = new HashSet<String>();
        var variables = new ArrayList<AgentDefinition.Variable>();
        for (var entry : entries) {
            var name = entry.text("name", 1, 64);
            if (!VARIABLE_NAME.matcher(name).matches()) {
                throw Refused.field(entry.pathOf("name"),
                        "Name a variable with letters, digits and underscores, a letter first.");
            }
            if (!names.add(name)) {
                throw Refused.field(entry.pathOf("name"), "There are two variables of this name: remove one.");
            }
            variables.add(new AgentDefinition.Variable(
                    name, entry.optionalText("default", 0, 2_000).orElse(""),
                    entry.optionalText("description", 0, 500).orElse("")));
        }
        return variables;
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

    /// The model a request asks for.
    record Model(ModelSettings settings, ModelKey key) {}
}
