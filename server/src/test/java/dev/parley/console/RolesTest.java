package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.members.Role;
import dev.parley.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of `docs/roles.md` against the rules that the routes enforce.
class RolesTest {
    private static final Pattern AREA = Pattern.compile("`([a-z-]+)`");

    @Test
    void theTableSaysOfEachAreaWhichRoleItNeeds() throws IOException {
        var table = Files.readAllLines(Path.of("..", "docs", "roles.md"));

        assertThat(documented(table)).containsExactlyInAnyOrderElementsOf(enforced());
    }

    @Test
    void eachRoleMayDoAllThatTheOnesBeforeItMay() throws IOException {
        for (var line : Files.readAllLines(Path.of("..", "docs", "roles.md"))) {
            var cells = cells(line);
            if (cells.size() == 2 + Role.values().length) {
                assertThat(String.join("-", cells.subList(2, cells.size()))).as(line)
                        .containsPattern("^-*(✓-)*✓$|^[a-z-]+$");
            }
        }
    }

    /// Area and least role of every guarded route, such as `groups admin`.
    private static Set<String> enforced() {
        try (var hub = TestHub.start()) {
            var found = new TreeSet<String>();
            for (var path : hub.anonymous().get("/openapi.json").json().path("paths")) {
                path.forEach(operation -> {
                    if (operation.has("x-role")) {
                        found.add(operation.at("/tags/0").asText() + " " + operation.path("x-role").asText());
                    }
                });
            }
            return found.stream().filter(each -> !each.endsWith(" ")).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> documented(List<String> lines) {
        var found = new TreeSet<String>();
        for (var line : lines) {
            var cells = cells(line);
            var area = cells.size() < 3 ? null : AREA.matcher(cells.get(1));
            if (area != null && area.matches()) {
                var first = cells.subList(2, cells.size()).indexOf("✓");
                var role = cells.size() == 3 ? "operator" : Role.values()[first].wireName();
                found.add(area.group(1) + " " + role);
            }
        }
        return found;
    }

    private static List<String> cells(String line) {
        return line.startsWith("|")
                ? Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1)).map(String::strip).toList()
                : List.of();
    }
}
