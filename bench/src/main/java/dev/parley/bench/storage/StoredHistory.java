package dev.parley.bench.storage;

import dev.parley.bench.hubs.ParleyHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// A hub in whose one conversation so many messages are stored. The conversation begins over REST; the other messages
/// are written straight into the hub's tables while it is stopped.
final class StoredHistory implements AutoCloseable {
    private static final int USER = 0;
    private static final int PAGE = 50;
    private static final int BATCH = 1000;

    private final ParleyHub hub;
    private final String conversation;

    private StoredHistory(ParleyHub hub, String conversation) {
        this.hub = hub;
        this.conversation = conversation;
    }

    static StoredHistory make(Path root, Path work, String modelBaseUrl, int messages)
            throws IOException, SQLException {
        var hub = ParleyHub.start(root, work, modelBaseUrl);
        try {
            hub.chat(USER).post("/messages", Map.of("text", PlainJdbc.TEXT, "id", "first"));
            hub.process().close();
            var conversation = fill(work.resolve("parley-data/parley.db"), messages);
            return new StoredHistory(hub.restart(root, work), conversation);
        } catch (IOException | SQLException | RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    /// What a frame asks for when its user opens the conversation: the list, and the newest page.
    Runnable opening() {
        var chat = hub.chat(USER);
        return () -> {
            try {
                chat.get("/conversations");
                var page = chat.get("/conversations/" + conversation + "/messages?limit=" + PAGE).path("items");
                if (page.size() != PAGE) {
                    throw new IllegalStateException("The hub gave a page of " + page.size() + " messages.");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Override
    public void close() {
        hub.close();
    }

    /// Fills the only conversation of the database up to so many messages and answers its id.
    private static String fill(Path database, int messages) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            connection.setAutoCommit(false);
            var conversation = only(connection, "SELECT id FROM conversations");
            var stored = Integer.parseInt(only(connection, "SELECT last_seq FROM conversations"));
            try (var insert = connection.prepareStatement("""
                    INSERT INTO messages (id, tenant_id, agent_id, owner, conversation_id, seq, role, state, text,
                        client_id, created_at)
                    SELECT ?, tenant_id, agent_id, owner, id, ?, ?, 'completed', ?, ?, created_at + ?
                    FROM conversations""")) {
                for (int seq = stored + 1; seq <= messages; seq++) {
                    add(insert, seq);
                    if (seq % BATCH == 0 || seq == messages) {
                        insert.executeBatch();
                    }
                }
            }
            try (var statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE conversations SET last_seq = " + messages);
            }
            connection.commit();
            return conversation;
        }
    }

    private static void add(PreparedStatement insert, int seq) throws SQLException {
        var byUser = seq % 2 == 1;
        insert.setString(1, "msg_" + new BigInteger(128, ThreadLocalRandom.current()).toString(36));
        insert.setInt(2, seq);
        insert.setString(3, byUser ? "user" : "assistant");
        insert.setString(4, PlainJdbc.TEXT);
        insert.setString(5, byUser ? "client-" + seq : null);
        insert.setInt(6, seq);
        insert.addBatch();
    }

    private static String only(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("The hub has stored no conversation.");
            }
            return rows.getString(1);
        }
    }
}
