package dev.parley.agents;

import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// What a new agent may start from, as the resource `templates.json` has it.
public final class Templates {
    private static final List<Template> ALL = load();

    private Templates() {}

    /// @param id          names it in requests, such as `support`
    /// @param description one sentence for whoever chooses
    public record Template(String id, String name, String description, AgentContent content) {}

    public static List<Template> all() {
        return ALL;
    }

    static Optional<Template> find(String id) {
        return ALL.stream().filter(template -> template.id().equals(id)).findFirst();
    }

    private static List<Template> load() {
        try (var in = Templates.class.getResourceAsStream("templates.json")) {
            if (in == null) {
                throw new IllegalStateException("This build has no templates.json");
            }
            var all = StrictJson.object(in.readAllBytes()).path("templates");
            return StreamSupport.stream(all.spliterator(), false)
                    .map(node -> new Template(ContentJson.text(node, "id"), ContentJson.text(node, "name"),
                            ContentJson.text(node, "description"), ContentJson.read(node)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJson e) {
            throw new IllegalStateException("The templates are not JSON", e);
        }
    }
}
