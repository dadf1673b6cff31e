package dev.parley.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// PostgreSQL behind a pool. Every timeout is short enough that a dead server fails a write in less than 5 s.
final class PostgresDatabase implements Database {
    private static final int CONNECTIONS = 16;
    private static final int POOL_TIMEOUT_MS = 2_000;

    private final HikariDataSource pool;
    private final PostgresErrors errors;

    private PostgresDatabase(HikariDataSource pool, PostgresErrors errors) {
        this.pool = pool;
        this.errors = errors;
    }

    static PostgresDatabase open(PostgresAddress address) {
        Schema.migratePostgres(address, account(address));
        var config = new HikariConfig();
        config.setPoolName("database");
        config.setJdbcUrl(address.jdbcUrl());
        config.setDataSourceProperties(options(address));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(POOL_TIMEOUT_MS);
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        return new PostgresDatabase(new HikariDataSource(config), new PostgresErrors(address));
    }

    private static Properties account(PostgresAddress address) {
        var account = new Properties();
        account.setProperty("user", address.user());
        account.setProperty("password", address.password());
        account.setProperty("connectTimeout", "3");
        account.setProperty("ApplicationName", "parley");
        return account;
    }

    private static Properties options(PostgresAddress address) {
        var options = account(address);
        options.setProperty("connectTimeout", "2");
        options.setProperty("socketTimeout", "4");
        options.setProperty("cancelSignalTimeout", "1");
        options.setProperty("tcpKeepAlive", "true");
        options.setProperty("options", "-c lock_timeout=3s -c idle_in_transaction_session_timeout=10s");
        return options;
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        try (var connection = pool.getConnection()) {
            connection.setReadOnly(true);
            return work.run(Jdbi.open(connection));
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
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.run(Jdbi.open(connection));
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
        pool.close();
    }
}
