package dev.parley.bench.storage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// The baseline: one prepared INSERT and one commit for each message, by plain JDBC.
final class PlainJdbc implements Appender {
    static final String TEXT = "What does the hub know about me, and since when has it known that? ".repeat(3);

    private final List<Connection> connections = new ArrayList<>();
    private final BlockingQueue<PreparedStatement> free;

    private PlainJdbc(int connections) {
        free = new ArrayBlockingQueue<>(connections);
    }

    /// SQLite has one writer, so there is one connection, with the durability that Parley sets.
    static PlainJdbc sqlite(String jdbcUrl) throws SQLException {
        return open(jdbcUrl, 1, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL");
    }

    static PlainJdbc postgres(String jdbcUrl, int connections) throws SQLException {
        return open(jdbcUrl, connections);
    }

    private static PlainJdbc open(String jdbcUrl, int connections, String... settings) throws SQLException {
        var appender = new PlainJdbc(connections);
        for (int i = 0; i < connections; i++) {
            var connection = DriverManager.getConnection(jdbcUrl);
            appender.connections.add(connection);
            try (var statement = connection.createStatement()) {
                for (var setting : settings) {
                    statement.execute(setting);
                }
                statement.execute("""
                        CREATE TABLE IF NOT EXISTS plain_messages (
                            id TEXT PRIMARY KEY, conversation TEXT NOT NULL, text TEXT NOT NULL, created_at BIGINT)""");
            }
            appender.free.add(connection.prepareStatement("INSERT INTO plain_messages VALUES (?, ?, ?, ?)"));
        }
        return appender;
    }

    @Override
    public void append(int writer) throws SQLException, InterruptedException {
        var insert = free.take();
        try {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, "c" + writer);
            insert.setString(3, TEXT);
            insert.setLong(4, System.currentTimeMillis());
            insert.executeUpdate();
        } finally {
            free.add(insert);
        }
    }

    @Override
    public void close() throws SQLException {
        for (var connection : connections) {
            connection.close();
        }
    }
}
