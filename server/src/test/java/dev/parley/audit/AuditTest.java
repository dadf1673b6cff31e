package dev.parley.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class AuditTest {
    private static final Actor ADA = new Actor("member:mem_ada", "192.0.2.1");

    private final Database database;
    private final Audit audit;
    private final String tenant = Ids.next("ten_");

    AuditTest(Database database) {
        this.database = database;
        this.audit = new Audit(database, Clock.fixed(Instant.parse("2026-11-21T10:00:00.123456789Z"), ZoneOffset.UTC));
    }

    @Test
    void linesAreNumberedWithoutGapsAndListedNewestFirst() {
        note("agent.created", "agt_1");
        note("agent.updated", "agt_1");
        note("agent.created", "agt_2");

        assertThat(audit.list(tenant, Audit.Filter.ALL, Long.MAX_VALUE, 10)).extracting(AuditEntry::seq)
                .containsExactly(3L, 2L, 1L);
        assertThat(audit.list(tenant, Audit.Filter.ALL, 3, 1)).extracting(AuditEntry::seq).containsExactly(2L);
        assertThat(audit.list(tenant, new Audit.Filter(null, "agent.created", null), Long.MAX_VALUE, 10)).hasSize(2);
        assertThat(audit.list(tenant, new Audit.Filter(ADA.who(), null, "agt_2"), Long.MAX_VALUE, 10)).hasSize(1);
        assertThat(audit.list("ten_other", Audit.Filter.ALL, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(audit.verify(tenant)).satisfies(verdict -> {
            assertThat(verdict.intact()).isTrue();
            assertThat(verdict.entries()).isEqualTo(3);
        });
    }

    @Test
    void aLineIsKeptOnlyTogetherWithTheChangeItIsAbout() {
        try {
            database.write(handle -> {
                audit.record(handle, tenant, ADA, "agent.created", "agt_1", Json.object());
                throw new IllegalStateException("the change failed");
            });
        } catch (IllegalStateException _) {
            // As intended.
        }

        assertThat(audit.verify(tenant).entries()).isZero();
    }

    @Test
    void everyKindOfTamperingIsFoundWhereItHappened() {
        tampered("UPDATE audit SET actor = 'member:mem_eve' WHERE tenant_id = ? AND seq = 2", 2);
        tampered("UPDATE audit SET details = '{}' WHERE tenant_id = ? AND seq = 3", 3);
        tampered("UPDATE audit SET at = at + 1 WHERE tenant_id = ? AND seq = 1", 1);
        tampered("UPDATE audit SET address = '' WHERE tenant_id = ? AND seq = 4", 4);
        tampered("DELETE FROM audit WHERE tenant_id = ? AND seq = 2", 2);
        tampered("UPDATE audit SET hash = previous_hash WHERE tenant_id = ? AND seq = 4", 4);
    }

    private void tampered(String sql, long brokenAt) {
        var victim = Ids.next("ten_");
        for (int i = 0; i < 5; i++) {
            audit.note(victim, ADA, "agent.updated", "agt_" + i, Json.object().put("change", i));
        }
        assertThat(audit.verify(victim).intact()).isTrue();

        database.write(handle -> handle.execute(sql, victim));

        assertThat(audit.verify(victim)).as(sql).satisfies(verdict -> {
            assertThat(verdict.intact()).isFalse();
            assertThat(verdict.brokenAt()).isEqualTo(brokenAt);
        });
    }

    @Test
    void manyWritersMakeOneChain() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                var target = "agt_" + i;
                threads.execute(() -> note("agent.updated", target));
            }
        }

        assertThat(audit.verify(tenant).intact()).isTrue();
        assertThat(audit.verify(tenant).entries()).isEqualTo(40);
    }

    @Test
    void aChainLongerThanOneStepIsVerifiedToItsEnd() {
        database.write(handle -> {
            for (int i = 0; i < 1_001; i++) {
                audit.record(handle, tenant, ADA, "agent.updated", "agt_" + i, Json.object());
            }
            return tenant;
        });

        assertThat(audit.verify(tenant).entries()).isEqualTo(1_001);
    }

    @Test
    void thePersonAtTheMachineIsToldWhichLogDoesNotHold() {
        var broken = Ids.next("ten_");
        audit.note(tenant, ADA, "agent.created", "agt_1", Json.object());
        audit.note(broken, ADA, "agent.created", "agt_1", Json.object());
        database.write(handle -> handle.execute("UPDATE audit SET target = 'agt_2' WHERE tenant_id = ?", broken));
        var lines = new java.util.ArrayList<String>();

        assertThat(new AuditCheck(database).run(lines::add)).isFalse();

        assertThat(lines).anyMatch(line -> line.startsWith(tenant + "  intact, 1 lines"))
                .anyMatch(line -> line.startsWith(broken + "  BROKEN at line 1"));
    }

    private void note(String action, String target) {
        audit.note(tenant, ADA, action, target, Json.object().put("why", "test"));
    }
}
