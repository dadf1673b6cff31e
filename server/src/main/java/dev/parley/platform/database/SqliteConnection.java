package dev.parley.platform.database;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/// A SQLite connection that keeps its statements compiled: closing one puts it back for the next caller with the same
/// SQL. Compiling costs more than running for the short statements on the path of a message.
///
/// Used by one thread at a time. `setAutoCommit(false)` begins an immediate transaction, `setAutoCommit(true)` commits.
final class SqliteConnection extends JDBC4Connection {
    private static final int BUSY_TIMEOUT_MS = 5_000;
    /// 64 MiB of log. SQLite's own 4 MiB writes the same index pages to the file again and again: with 64 writers that
    /// cost two thirds of the appends per second.
    private static final int CHECKPOINT_PAGES = 16_000;
    private static final int KEPT_STATEMENTS = 256;

    private final Map<String, Kept> idle = new HashMap<>();

    private SqliteConnection(Path file, SQLiteConfig config) throws SQLException {
        super("jdbc:sqlite:" + file, file.toString(), config.toProperties());
    }

    static SqliteConnection writer(Path file) throws SQLException {
        var connection = new SqliteConnection(file, config(16));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        }
        return connection;
    }

    static SqliteConnection reader(Path file) throws SQLException {
        var connection = new SqliteConnection(file, config(4));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
        }
        return connection;
    }

    private static SQLiteConfig config(int cacheMebibytes) {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.enforceForeignKeys(true);
        config.setCacheSize(-1024 * cacheMebibytes);
        config.setWalAutocheckpoint(8_000);
        config.setGetGeneratedKeys(false);
        return config;
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        var kept = idle.remove(sql);
        if (kept != null) {
            kept.lent = true;
            return kept;
        }
        checkCursor(type, concurrency, holdability);
        return new Kept(this, sql);
    }

    /// A compiled statement that survives its `close`.
    private static final class Kept extends JDBC4PreparedStatement {
        private final SqliteConnection owner;
        private final String text;
        private boolean lent = true;

        Kept(SqliteConnection owner, String text) throws SQLException {
            super(owner, text);
            this.owner = owner;
            this.text = text;
        }

        @Override
        public void close() throws SQLException {
            if (!lent) {
                return;
            }
            lent = false;
            if (owner.isClosed() || owner.idle.size() >= KEPT_STATEMENTS) {
                super.close();
                return;
            }
            rs.close();
            clearBatch();
            clearParameters();
            var twin = owner.idle.putIfAbsent(text, this);
            if (twin != null) {
                super.close();
            }
        }
    }
}
