package dev.parley.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.AgentId;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.audit.AuditEntry;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.tenants.Tenant;
import dev.parley.tenants.TenantId;
import dev.parley.tenants.Tenants;
import dev.parley.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class RetentionTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final Database database;
    private final Audit audit;
    private final Tenants tenants;
    private final Conversations conversations;
    private final Retention retention;

    RetentionTest(Database database) {
        this.database = database;
        audit = new Audit(database, clock);
        tenants = new Tenants(database, audit, clock);
        conversations = new Conversations(database, clock);
        retention = new Retention(tenants, new Erasure(database, audit), clock);
    }

    @Test
    void conversationsGoWhenTheirTenantNoLongerKeepsThem() {
        var strict = tenant(30);
        var forever = tenant(null);
        say(strict);
        say(forever);
        clock.advance(Duration.ofDays(29));
        say(strict);

        retention.run();
        assertThat(count(strict)).isEqualTo(2);

        clock.advance(Duration.ofDays(2));
        retention.run();
        retention.run();

        assertThat(count(strict)).isEqualTo(1);
        assertThat(count(forever)).isEqualTo(1);
        assertThat(audit.list(strict.value(), new Audit.Filter(null, "conversations.expired", null), Long.MAX_VALUE, 10))
                .singleElement().returns(new Actor("hub", ""), AuditEntry::actor);
        assertThat(audit.verify(strict.value()).intact()).isTrue();
    }

    private TenantId tenant(@Nullable Integer days) {
        var made = database.write(handle -> tenants.create(handle, "Retained", Actor.MACHINE));
        tenants.update(made.id(), before -> new Tenant(before.id(), before.name(), before.defaultAgent(),
                before.settings().keepingFor(days), before.createdAt()), Actor.MACHINE);
        return made.id();
    }

    private void say(TenantId tenant) {
        conversations.append(Owners.at(tenant, AgentId.next(), "jane"), MessageId.next().value(), "hello", null);
    }

    private int count(TenantId tenant) {
        return new Transcripts(database).list(tenant, TranscriptFilter.ALL, Cursor.START, 10).size();
    }
}
