package dev.parley.conversations;

import dev.parley.audit.Actor;
import dev.parley.tenants.Tenant;
import dev.parley.tenants.Tenants;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes the conversations that their tenants no longer keep. Each batch has its line in the tenant's audit log.
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Actor HUB = new Actor("hub", "");

    private final Tenants tenants;
    private final Erasure erasure;
    private final InstantSource clock;

    public Retention(Tenants tenants, Erasure erasure, InstantSource clock) {
        this.tenants = tenants;
        this.erasure = erasure;
        this.clock = clock;
    }

    /// Deletes whatever is due now.
    public void run() {
        tenants.withRetention().forEach(this::run);
    }

    private void run(Tenant tenant) {
        var days = tenant.settings().retentionDays();
        if (days == null) {
            return;
        }
        var oldest = clock.instant().minus(Duration.ofDays(days));
        erasure.olderThan(tenant.id(), oldest, HUB).ifPresent(receipt ->
                LOG.info("{}: {} conversations were older than {} days", tenant.id().value(),
                        receipt.deleted().conversations(), days));
    }
}
