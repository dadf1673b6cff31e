package dev.parley.platform.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/// PostgreSQL's SQLSTATE codes; the first two characters are the class (PostgreSQL manual, appendix A).
record PostgresErrors(PostgresAddress address) implements SqlErrors {
    @Override
    public @Nullable String outage(SQLException failure) {
        if (failure instanceof SQLTransientConnectionException) {
            return address + " does not answer. Check that it runs and can be reached; Parley goes on by itself.";
        }
        var state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "53100" -> "The disk of " + address + " is full. Free some space; Parley goes on by itself.";
            case "53300" -> address + " accepts no more connections. Raise max_connections.";
            case "25006" -> address + " is read-only. Point PARLEY_DATABASE_URL at the primary.";
            case "55P03", "57014" -> "A lock or a slow query held up " + address + ". See pg_stat_activity.";
            case "40001", "40P01" -> address + " could not order concurrent writes. Try again.";
            default -> outageOfClass(state);
        };
    }

    private @Nullable String outageOfClass(String state) {
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "08", "57" -> "The connection to " + address + " broke. Check that it runs; Parley goes on by itself.";
            case "28" -> address + " refuses the user or the password in PARLEY_DATABASE_URL.";
            case "3D" -> address + " does not exist. Create it with createdb.";
            case "53" -> address + " is out of resources: see its log.";
            case "58" -> address + " cannot reach its files: see its log.";
            case "XX" -> address + " is damaged: see its log, and restore from your pg_dump.";
            default -> null;
        };
    }

    @Override
    public String store() {
        return address.toString();
    }

    @Override
    public boolean duplicateKey(SQLException failure) {
        return "23505".equals(failure.getSQLState());
    }

    /// Whether the same transaction, run once more, may well succeed: a serialization failure or a deadlock.
    static boolean isWorthAnotherTry(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && String.valueOf(sql.getSQLState()).matches("40001|40P01")) {
                return true;
            }
        }
        return false;
    }
}
