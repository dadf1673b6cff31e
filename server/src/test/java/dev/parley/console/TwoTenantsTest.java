package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// One tenant's credentials against everything of another's.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoTenantsTest {
    private static final List<String> QUERIES = List.of(
            "", "?agent=", "?agent=%s", "?user=" + TwoTenants.CANARY, "?target=%s", "?actor=&action=&target=",
            "?before=&limit=200", "?limit=200&agent=%s&user=", "?format=csv", "?format=csv&agent=%s",
            "?from=2000-01-01&to=2999-01-01", "?feedback=any&error=any", "?error=model_timeout&count=true",
            "?from=2026-01-01&to=" + TwoTenants.CANARY, "?user=" + TwoTenants.CANARY + "&kind=visitor&count=true");

    private final TwoTenants tenants = new TwoTenants();

    @AfterAll
    void stop() {
        tenants.close();
    }

    @Test
    void noReadOfTheSecondShowsAWordOfTheFirst() {
        for (var route : tenants.routes()) {
            if (!route.method().equals("GET")) {
                continue;
            }
            for (var query : QUERIES) {
                var path = route.path(tenants.ids) + query.replace("%s", tenants.ids.getOrDefault("id", ""));
                var answer = tenants.second.get(path);
                assertThat(answer.text()).as(path).doesNotContain(TwoTenants.CANARY);
                assertThat(answer.headers().map().toString()).as(path).doesNotContain(TwoTenants.CANARY);
                assertThat(answer.status()).as(path).isLessThan(500);
            }
        }
    }

    @Test
    void noWriteOfTheSecondChangesAnythingOfTheFirst() {
        var before = everythingOfTheFirst();

        for (var route : tenants.routes()) {
            if (route.isGuarded() && !route.method().equals("GET") && route.namesSomething()) {
                assertThat(route.call(tenants.second, tenants.ids).status()).as(route.toString()).isEqualTo(404);
            }
        }

        assertThat(everythingOfTheFirst()).isEqualTo(before);
    }

    private Map<String, String> everythingOfTheFirst() {
        var all = new TreeMap<String, String>();
        for (var route : tenants.routes()) {
            var path = route.path(tenants.ids);
            if (route.method().equals("GET") && !path.startsWith("/api/v1/audit")
                    && !path.startsWith("/api/v1/auth") && !path.contains("/documents")) {
                all.put(path, tenants.first.get(path).expect(200).toString());
            }
        }
        assertThat(all.toString()).contains(TwoTenants.CANARY);
        return all;
    }
}
