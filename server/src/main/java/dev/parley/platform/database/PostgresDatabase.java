package dev.parley.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// PostgreSQL behind one pool for writes and one for reads, so that slow reads never keep a message from being stored.
/// Every timeout is short enough that a dead server fails a write in less than 5 s.
final class PostgresDatabase implements Database {
    private static final int CONNECTIONS_PER_POOL = 10;
    private static final int POOL_TIMEOUT_MS = 2_000;
    private static final String LIMITS = "-c lock_timeout=3s -c idle_in_transaction_session_timeout=10s";

    private final HikariDataSource writers;
    private final HikariDataSource readers;
    /// Made once: what Jdbi knows of types takes longer to set up than a short statement to run.
    private final Jdbi writing;
    private final Jdbi reading;
    private final PostgresErrors errors;
    /// In order of arrival. Without it a thread that has just returned a connection may take it again before those that
    /// wait, and among many writers some would wait in vain until the pool gives them up.
    private final Semaphore writeTurns = new Semaphore(CONNECTIONS_PER_POOL, true);

    private PostgresDatabase(PostgresAddress address) {
        this.writers = pool(address, "database-writers", LIMITS);
        this.readers = pool(address, "database-readers", LIMITS + " -c default_transaction_read_only=on");
        this.writing = jdbi(writers);
        this.reading = jdbi(readers);
        this.errors = new PostgresErrors(address);
    }

    /// Transactions are ended here, not by Jdbi.
    private static Jdbi jdbi(HikariDataSource pool) {
        return Jdbi.create(pool).configure(Handles.class, handles -> handles.setForceEndTransactions(false));
    }

    static PostgresDatabase open(PostgresAddress address) {
        Schema.migratePostgres(address, account(address));
        return new PostgresDatabase(address);
    }

    private static HikariDataSource pool(PostgresAddress address, String name, String serverOptions) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(address.jdbcUrl());
        config.setDataSourceProperties(account(address));
        config.addDataSourceProperty("socketTimeout", "4");
        config.addDataSourceProperty("cancelSignalTimeout", "1");
        config.addDataSourceProperty("options", serverOptions);
        config.setMaximumPoolSize(CONNECTIONS_PER_POOL);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(POOL_TIMEOUT_MS);
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static Properties account(PostgresAddress address) {
        var account = new Properties();
        account.setProperty("user", address.user());
        account.setProperty("password", address.password());
        account.setProperty("connectTimeout", "2");
        account.setProperty("tcpKeepAlive", "true");
        account.setProperty("ApplicationName", "parley");
        return account;
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        try (var handle = reading.open()) {
            return work.run(handle);
        } catch (SQLException | RuntimeException e) {
            throw errors.translate(e);
        }
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        try {
            return transact(work);
        } catch (SQLException | RuntimeException e) {
            if (!PostgresErrors.isWorthAnotherTry(e)) {
                throw errors.translate(e);
            }
        }
        try {
            return transact(work);
        } catch (SQLException | RuntimeException e) {
            throw errors.translate(e);
        }
    }

    private <T extends @Nullable Object> T transact(Work<T> work) throws SQLException {
        awaitTurn();
        try {
            return transactInTurn(work);
        } finally {
            writeTurns.release();
        }
    }

    private void awaitTurn() throws SQLException {
        try {
            if (!writeTurns.tryAcquire(POOL_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException("every connection was busy for " + POOL_TIMEOUT_MS + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a connection", e);
        }
    }

    private <T extends @Nullable Object> T transactInTurn(Work<T> work) throws SQLException {
        try (var handle = writing.open()) {
            var connection = handle.getConnection();
            connection.setAutoCommit(false);
            try {
                var result = work.run(handle);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public Health health() {
        try {
            write(HealthProbe::write);
            return new Health(true, "");
        } catch (DatabaseUnavailable e) {
            return new Health(false, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public void close() {
        writers.close();
        readers.close();
    }
}
