package dev.parley.knowledge;

import dev.parley.platform.database.Database;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The tables `documents` and `passages`.
final class DocumentStore {
    private static final String COLUMNS = "id, name, media_type, bytes, state, problem, created_at";
    private final Database database;

    DocumentStore(Database database) {
        this.database = database;
    }

    /// Stores a document that is to be indexed.
    ///
    /// @return false if the agent already has `most` documents
    boolean insert(Owner owner, Document document, byte[] content, int most) {
        return database.write(handle -> {
            if (count(handle, owner) >= most) {
                return false;
            }
            handle.createUpdate("""
                            INSERT INTO documents
                                (id, tenant_id, agent_id, name, media_type, bytes, state, content, created_at)
                            VALUES (:id, :tenant, :agent, :name, :type, :bytes, :state, :content, :created)""")
                    .bind("id", document.id().value())
                    .bind("tenant", owner.tenant().value())
                    .bind("agent", owner.agent().value())
                    .bind("name", document.name())
                    .bind("type", document.mediaType().wireName())
                    .bind("bytes", document.bytes())
                    .bind("state", document.state().wireName())
                    .bind("content", content)
                    .bind("created", document.createdAt().toEpochMilli())
                    .execute();
            return true;
        });
    }

    private static int count(Handle handle, Owner owner) {
        return handle.createQuery("SELECT count(*) FROM documents WHERE tenant_id = :tenant AND agent_id = :agent")
                .bind("tenant", owner.tenant().value())
                .bind("agent", owner.agent().value())
                .mapTo(Integer.class)
                .one();
    }

    List<Document> list(Owner owner) {
        return database.read(handle -> handle.createQuery("SELECT " + COLUMNS + """
                         FROM documents WHERE tenant_id = :tenant AND agent_id = :agent
                        ORDER BY created_at DESC, id""")
                .bind("tenant", owner.tenant().value())
                .bind("agent", owner.agent().value())
                .map((row, _) -> document(row))
                .list());
    }

    Optional<Document> find(Owner owner, DocumentId id) {
        return database.read(handle -> handle.createQuery("SELECT " + COLUMNS
                        + " FROM documents WHERE id = :id AND tenant_id = :tenant AND agent_id = :agent")
                .bind("id", id.value())
                .bind("tenant", owner.tenant().value())
                .bind("agent", owner.agent().value())
                .map((row, _) -> document(row))
                .findOne());
    }

    /// What is to be indexed; empty if the document was deleted or has been indexed meanwhile.
    Optional<byte[]> unindexedContent(Owner owner, DocumentId id) {
        return database.read(handle -> handle.createQuery("""
                        SELECT content FROM documents
                        WHERE id = :id AND tenant_id = :tenant AND agent_id = :agent AND state = 'indexing'""")
                .bind("id", id.value())
                .bind("tenant", owner.tenant().value())
                .bind("agent", owner.agent().value())
                .map((row, _) -> row.getBytes(1))
                .findOne());
    }

    /// Stores a document once more, with its passages if it has them all, for another agent of the same tenant.
    void copy(Owner from, Document document, Owner to, DocumentId id) {
        database.write(handle -> {
            handle.createUpdate("""
                            INSERT INTO documents
                                (id, tenant_id, agent_id, name, media_type, bytes, state, problem, content, created_at)
                            SELECT :copy, tenant_id, :to, name, media_type, bytes, state, problem, content, created_at
                            FROM documents WHERE id = :id AND tenant_id = :tenant AND agent_id = :from""")
                    .bind("copy", id.value()).bind("to", to.agent().value()).bind("id", document.id().value())
                    .bind("tenant", from.tenant().value()).bind("from", from.agent().value()).execute();
            return handle.createUpdate("""
                            INSERT INTO passages (document_id, ordinal, tenant_id, agent_id, heading, text, embedding)
                            SELECT :copy, p.ordinal, p.tenant_id, :to, p.heading, p.text, p.embedding
                            FROM passages p JOIN documents d ON d.id = p.document_id
                            WHERE p.document_id = :id AND p.tenant_id = :tenant AND p.agent_id = :from
                              AND d.state = 'ready'""")
                    .bind("copy", id.value()).bind("to", to.agent().value()).bind("id", document.id().value())
                    .bind("tenant", from.tenant().value()).bind("from", from.agent().value()).execute();
        });
    }

    /// An agent's documents that are not indexed yet.
    List<Document> pending(Owner owner) {
        return list(owner).stream().filter(document -> document.state() == Document.State.INDEXING).toList();
    }

    boolean delete(Owner owner, DocumentId id) {
        return database.write(handle -> {
            deletePassages(handle, owner, id);
            return handle.createUpdate(
                            "DELETE FROM documents WHERE id = :id AND tenant_id = :tenant AND agent_id = :agent")
                    .bind("id", id.value())
                    .bind("tenant", owner.tenant().value())
                    .bind("agent", owner.agent().value())
                    .execute() == 1;
        });
    }

    /// A document whose indexing was asked for, by whoever owns it.
    record Pending(Owner owner, Document document) {}

    /// The documents of all tenants that were being indexed when the server stopped, oldest first.
    List<Pending> pending() {
        return database.read(handle -> handle.createQuery("SELECT tenant_id, agent_id, " + COLUMNS
                        + " FROM documents WHERE state = 'indexing' ORDER BY created_at, id")
                .map((row, _) -> new Pending(
                        new Owner(new dev.parley.tenants.TenantId(row.getString("tenant_id")),
                                new dev.parley.agents.AgentId(row.getString("agent_id"))),
                        document(row)))
                .list());
    }

    /// Removes what an earlier, unfinished attempt left.
    void forgetPassages(Owner owner, DocumentId id) {
        database.write(handle -> {
            deletePassages(handle, owner, id);
            return true;
        });
    }

    private static void deletePassages(Handle handle, Owner owner, DocumentId id) {
        handle.createUpdate(
                        "DELETE FROM passages WHERE document_id = :id AND tenant_id = :tenant AND agent_id = :agent")
                .bind("id", id.value())
                .bind("tenant", owner.tenant().value())
                .bind("agent", owner.agent().value())
                .execute();
    }

    /// Stores passages of a document that is being indexed; they are searched only once it is `ready`.
    ///
    /// @param first the ordinal of the first of them
    /// @return false if the document has been deleted meanwhile
    boolean insertPassages(Owner owner, DocumentId id, int first, List<Embedded> passages) {
        return database.write(handle -> {
            if (!isIndexing(handle, owner, id)) {
                return false;
            }
            var batch = handle.prepareBatch("""
                    INSERT INTO passages (document_id, ordinal, tenant_id, agent_id, heading, text, embedding)
                    VALUES (:id, :ordinal, :tenant, :agent, :heading, :text, :embedding)""");
            for (int i = 0; i < passages.size(); i++) {
                batch.bind("id", id.value())
                        .bind("ordinal", first + i)
                        .bind("tenant", owner.tenant().value())
                        .bind("agent", owner.agent().value())
                        .bind("heading", passages.get(i).passage().heading())
                        .bind("text", passages.get(i).passage().text())
                        .bind("embedding", toBytes(passages.get(i).vector()))
                        .add();
            }
            batch.execute();
            return true;
        });
    }

    private static boolean isIndexing(Handle handle, Owner owner, DocumentId id) {
        return handle.createQuery("""
                        SELECT count(*) FROM documents
                        WHERE id = :id AND tenant_id = :tenant AND agent_id = :agent AND state = 'indexing'""")
                .bind("id", id.value())
                .bind("tenant", owner.tenant().value())
                .bind("agent", owner.agent().value())
                .mapTo(Integer.class)
                .one() == 1;
    }

    /// Ends the indexing of a document, well or not.
    ///
    /// @return false if the document has been deleted meanwhile
    boolean finish(Owner owner, DocumentId id, Document.State state, @org.jspecify.annotations.Nullable String problem) {
        return database.write(handle -> handle.createUpdate("""
                        UPDATE documents SET state = :state, problem = :problem
                        WHERE id = :id AND tenant_id = :tenant AND agent_id = :agent AND state = 'indexing'""")
                .bind("state", state.wireName())
                .bind("problem", problem)
                .bind("id", id.value())
                .bind("tenant", owner.tenant().value())
                .bind("agent", owner.agent().value())
                .execute() == 1);
    }

    /// A passage with its place, as it is searched.
    record Stored(DocumentId document, String name, Passage passage, float[] vector) {}

    /// The passages of the agent's ready documents, in the order of the documents and of their text.
    List<Stored> passages(Owner owner) {
        return database.read(handle -> handle.createQuery("""
                        SELECT p.document_id, d.name, p.heading, p.text, p.embedding
                        FROM passages p JOIN documents d ON d.id = p.document_id
                        WHERE p.tenant_id = :tenant AND p.agent_id = :agent
                          AND d.tenant_id = :tenant AND d.agent_id = :agent AND d.state = 'ready'
                        ORDER BY d.created_at, d.id, p.ordinal""")
                .bind("tenant", owner.tenant().value())
                .bind("agent", owner.agent().value())
                .map((row, _) -> new Stored(
                        new DocumentId(row.getString("document_id")),
                        row.getString("name"),
                        new Passage(row.getString("heading"), row.getString("text")),
                        toVector(row.getBytes("embedding"))))
                .list());
    }

    /// A passage and its embedding; the vector is empty where no embedding model could be loaded.
    record Embedded(Passage passage, float[] vector) {}

    private static byte[] toBytes(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static float[] toVector(byte[] bytes) {
        var vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }

    private static Document document(ResultSet row) throws SQLException {
        return new Document(
                new DocumentId(row.getString("id")),
                row.getString("name"),
                MediaType.named(row.getString("media_type")).orElse(MediaType.TEXT),
                row.getLong("bytes"),
                Document.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("problem"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
