package dev.parley.agents;

import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads what a request writes of an agent's content over what it is so far: a field that is absent stays as it is.
public final class ContentForm {
    private static final int MAX_STARTERS = 6;
    private static final int MAX_VARIABLES = 64;
    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private ContentForm() {}

    /// The content with the fields of `body` in place of its own; the caller ends the body.
    ///
    /// @throws Refused `invalid_request` that names the field
    public static ContentEdit read(Fields body, AgentContent before) {
        var model = ModelForm.read(body, before.model());
        var content = new AgentContent(
                body.optionalText("instructions", 0, 32_000).orElse(before.instructions()),
                body.optionalText("greeting", 0, 2_000).orElse(before.greeting()),
                body.optionalTexts("starters", MAX_STARTERS, 200).orElse(before.starters()),
                body.optionalObjects("variables", MAX_VARIABLES).map(ContentForm::variables).orElse(before.variables()),
                model.settings(),
                body.optionalObject("appearance").map(look -> appearance(look, before.appearance()))
                        .orElse(before.appearance()));
        return new ContentEdit(content, model.key());
    }

    /// The content with the `model` of `body`, if it has one, in place of its own; the caller ends the body.
    ///
    /// @throws Refused `invalid_request` that names the field
    public static ContentEdit readModel(Fields body, AgentContent before) {
        var model = ModelForm.read(body, before.model());
        return new ContentEdit(before.withModel(model.settings()), model.key());
    }

    private static List<AgentDefinition.Variable> variables(List<Fields> entries) {
        var names = new HashSet<String>();
        var variables = new ArrayList<AgentDefinition.Variable>();
        for (var entry : entries) {
            var variable = variable(entry);
            if (!names.add(variable.name())) {
                throw Refused.field(entry.pathOf("name"), "There are two variables of this name: remove one.");
            }
            variables.add(variable);
        }
        return variables;
    }

    private static AgentDefinition.Variable variable(Fields entry) {
        var name = entry.text("name", 1, 64);
        if (!VARIABLE_NAME.matcher(name).matches()) {
            throw Refused.field(entry.pathOf("name"),
                    "Name a variable with letters, digits and underscores, a letter first.");
        }
        return new AgentDefinition.Variable(
                name, entry.optionalText("default", 0, 2_000).orElse(""),
                entry.optionalText("description", 0, 500).orElse(""),
                entry.optionalChoice("overridable", List.of("host", "nobody")).orElse("host").equals("host"));
    }

    private static Appearance appearance(Fields look, Appearance before) {
        var accent = look.optionalText("accent", 0, 7).orElse(before.accent());
        if (!accent.isEmpty() && !COLOUR.matcher(accent).matches()) {
            throw Refused.field(look.pathOf("accent"), "Write the colour as #rrggbb, such as #0c6b5f, or leave it empty.");
        }
        return new Appearance(
                line(look, "title", 60, before.title()), line(look, "placeholder", 100, before.placeholder()),
                accent.toLowerCase(Locale.ROOT),
                look.optionalChoice("position", List.of("right", "left"))
                        .map(word -> Appearance.Position.valueOf(word.toUpperCase(Locale.ROOT))).orElse(before.position()));
    }

    private static String line(Fields fields, String name, int longest, String before) {
        var text = fields.optionalText(name, 0, longest).orElse(before);
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw Refused.field(fields.pathOf(name), "Write the " + name + " on one line.");
        }
        return text.strip();
    }
}
