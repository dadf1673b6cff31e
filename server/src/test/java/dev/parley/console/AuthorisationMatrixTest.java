package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.members.Role;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import dev.parley.tenants.Scope;
import dev.parley.testing.Api;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Every route × who calls it. The routes come from the hub's own table, so a new one is tested from its first day.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorisationMatrixTest {
    private static final List<Integer> REFUSED = List.of(401, 403);
    private static final List<String> ENDS_THE_SESSION =
            List.of("POST /api/v1/auth/logout", "DELETE /api/v1/auth/sessions");

    private final TwoTenants tenants = new TwoTenants();
    /// Ids of the right form that name nothing.
    private final Map<String, String> nothing = tenants.ids.entrySet().stream().collect(Collectors.toMap(
            Map.Entry::getKey, id -> id.getValue().replaceFirst("_.*", "_") + "0".repeat(22)));
    private final Function<Role, Api> roles = known(people());
    private final Function<Scope, Api> only = known(keys(true));
    private final Function<Scope, Api> allBut = known(keys(false));

    @AfterAll
    void stop() {
        tenants.close();
    }

    @TestFactory
    Stream<DynamicTest> nobodyIsAskedToSignInAndABadCredentialIsRefused() {
        return guarded(route -> {
            assertThat(route.call(tenants.hub.anonymous(), tenants.ids).refusal(401)).isEqualTo("sign_in_required");
            for (var bad : List.of("pk_" + "x".repeat(43), "ses_" + "x".repeat(43), "eyJh.eyJz.c2ln")) {
                assertThat(route.call(tenants.hub.as(bad), tenants.ids).refusal(401)).isEqualTo("authentication_failed");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theWrongTenantFindsNothing() {
        return guarded(route -> {
            if (route.namesSomething()) {
                assertThat(route.call(tenants.second, tenants.ids).refusal(404)).isEqualTo("not_found");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> everyOtherScopeIsDeniedAndTheRightOneIsNot() {
        return guarded(route -> {
            var scope = Scope.of(route.scope());
            if (scope.isPresent()) {
                assertThat(REFUSED).doesNotContain(route.call(only.apply(scope.get()), nothing).status());
                assertThat(REFUSED).doesNotContain(route.call(only.apply(Scope.ADMIN), nothing).status());
                assertThat(route.call(allBut.apply(scope.get()), tenants.ids).refusal(403)).isEqualTo("access_denied");
            } else if (route.scope().equals(Guard.NO_KEY)) {
                assertThat(route.call(only.apply(Scope.ADMIN), tenants.ids).refusal(403)).isEqualTo("access_denied");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> everyLowerRoleIsDeniedAndTheNeededOneIsNot() {
        return guarded(route -> {
            if (ENDS_THE_SESSION.contains(route.toString())) {
                return; // the session that the other routes are tried with
            }
            for (var role : Role.values()) {
                var answer = route.call(roles.apply(role), nothing);
                var needed = Role.of(route.role());
                if (needed.isPresent() && role.covers(needed.get())) {
                    assertThat(REFUSED).as(role.name()).doesNotContain(answer.status());
                } else {
                    assertThat(answer.refusal(403)).as(role.name()).isEqualTo("access_denied");
                }
            }
        });
    }

    private interface Check {
        void run(TwoTenants.Described route);
    }

    private Stream<DynamicTest> guarded(Check check) {
        var routes = tenants.routes().stream().filter(TwoTenants.Described::isGuarded).toList();
        assertThat(routes).hasSizeGreaterThan(35);
        return routes.stream().map(route -> DynamicTest.dynamicTest(route.toString(), () -> check.run(route)));
    }

    private static <K> Function<K, Api> known(Map<K, Api> all) {
        return key -> Objects.requireNonNull(all.get(key));
    }

    /// One person of each role in the first tenant; none of them is the operator.
    private Map<Role, Api> people() {
        var people = new EnumMap<Role, Api>(Role.class);
        for (var role : Role.values()) {
            var link = tenants.first.post("/api/v1/members", TestJson.of("{'email':'" + role.wireName()
                    + "@matrix.test','role':'" + role.wireName() + "'}")).expect(201).path("link").asText();
            var session = tenants.hub.anonymous().post("/api/v1/auth/accept", TestJson.of("{'token':'"
                    + link.substring(link.indexOf('#') + 1) + "','password':'a long enough one'}")).expect(200);
            people.put(role, tenants.hub.as(session.path("accessToken").asText()));
        }
        return people;
    }

    /// For each scope a key with it alone, or with every scope but it and `admin`.
    private Map<Scope, Api> keys(boolean alone) {
        var keys = new EnumMap<Scope, Api>(Scope.class);
        for (var scope : Scope.values()) {
            var scopes = alone ? List.of(scope.wireName()) : Arrays.stream(Scope.values())
                    .filter(other -> other != scope && other != Scope.ADMIN).map(Scope::wireName).toList();
            var body = Json.object().put("name", scope.wireName());
            body.set("scopes", Json.texts(scopes));
            keys.put(scope, tenants.hub.as(
                    tenants.first.post("/api/v1/api-keys", body).expect(201).path("key").asText()));
        }
        return keys;
    }
}
