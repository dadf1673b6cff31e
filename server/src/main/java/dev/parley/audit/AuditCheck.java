package dev.parley.audit;

import dev.parley.platform.database.Database;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/// Checks every tenant's log, for the person at the machine itself; the hub need not run.
public final class AuditCheck {
    private final Database database;
    private final Audit audit;

    public AuditCheck(Database database) {
        this.database = database;
        this.audit = new Audit(database, Clock.systemUTC());
    }

    /// @param line is told each tenant's verdict in one line
    /// @return whether every chain holds
    public boolean run(Consumer<String> line) {
        boolean intact = true;
        for (var tenant : tenants()) {
            var verdict = audit.verify(tenant);
            intact &= verdict.intact();
            line.accept(verdict.intact()
                    ? tenant + "  intact, " + verdict.entries() + " lines, last hash " + verdict.head()
                    : tenant + "  BROKEN at line " + verdict.brokenAt() + ": it was changed, moved or removed");
        }
        return intact;
    }

    private List<String> tenants() {
        return database.read(handle -> handle.select("SELECT DISTINCT tenant_id FROM audit ORDER BY tenant_id")
                .mapTo(String.class).list());
    }
}
