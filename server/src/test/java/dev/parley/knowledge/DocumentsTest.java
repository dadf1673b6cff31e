package dev.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.AgentId;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.tenants.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class DocumentsTest {
    private final Database database;
    private final TenantId tenant = TenantId.next();
    private @Nullable SampleKnowledge opened;

    DocumentsTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        opened = new SampleKnowledge(database, new ByWordsOnly());
    }

    @AfterEach
    void close() {
        knowledge().close();
    }

    private SampleKnowledge knowledge() {
        return java.util.Objects.requireNonNull(opened);
    }

    /// A machine on which the embedding model does not load.
    static final class ByWordsOnly implements Embedder {
        @Override
        public float[] embed(String text) {
            return new float[0];
        }

        @Override
        public void close() {}
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Hit> search(AgentId agent, String query) {
        return knowledge().retrieval().search(tenant, agent, query, 5);
    }

    @Test
    void aCopyIsFoundAtTheOtherAgentAndStaysWhenTheOriginalGoes() {
        var agent = knowledge().newAgent(tenant);
        var other = knowledge().newAgent(tenant);
        var document = knowledge().add(tenant, agent, "pets.md", text("# Pets\n\nThe office dog is called *Biscuit*."));

        knowledge().documents().copyAll(tenant, agent, other);
        knowledge().documents().delete(tenant, agent, document.id());

        assertThat(knowledge().documents().list(tenant, other)).singleElement().satisfies(copy -> {
            assertThat(copy.id()).isNotEqualTo(document.id());
            assertThat(copy.state()).isEqualTo(Document.State.READY);
        });
        assertThat(search(other, "what is the dog called?")).hasSize(1);
        assertThat(search(agent, "what is the dog called?")).isEmpty();
    }

    @Test
    void aDocumentIsListedIndexedAndFound() {
        var agent = knowledge().newAgent(tenant);
        var document = knowledge().add(tenant, agent, "pets.md", text("# Pets\n\nThe office dog is called *Biscuit*."));
        assertThat(document.state()).isEqualTo(Document.State.READY);
        assertThat(document.mediaType()).isEqualTo(MediaType.MARKDOWN);
        assertThat(knowledge().documents().list(tenant, agent)).containsExactly(document);
        assertThat(search(agent, "what is the dog called?")).singleElement().satisfies(hit -> {
            assertThat(hit.document()).isEqualTo(document.id());
            assertThat(hit.name()).isEqualTo("pets.md");
            assertThat(hit.heading()).isEqualTo("Pets");
            assertThat(hit.text()).isEqualTo("The office dog is called Biscuit.");
            assertThat(hit.relevance()).isBetween(0.5, 1.0);
        });
    }

    @Test
    void aDeletedDocumentIsFoundNoMore() {
        var agent = knowledge().newAgent(tenant);
        var document = knowledge().add(tenant, agent, "a.txt", text("The office dog is called Biscuit."));
        assertThat(search(agent, "dog")).hasSize(1);
        assertThat(knowledge().documents().delete(tenant, agent, document.id())).isTrue();
        assertThat(knowledge().documents().delete(tenant, agent, document.id())).isFalse();
        assertThat(search(agent, "dog")).isEmpty();
        assertThat(knowledge().documents().list(tenant, agent)).isEmpty();
    }

    @Test
    void anotherAgentOrTenantNeitherSeesFindsNorDeletesADocument() {
        var agent = knowledge().newAgent(tenant);
        var colleague = knowledge().newAgent(tenant);
        var stranger = TenantId.next();
        var document = knowledge().add(tenant, agent, "secret.txt", text("The canary is called Tweety."));
        assertThat(search(agent, "canary")).hasSize(1);
        assertThat(search(colleague, "canary")).isEmpty();
        assertThat(knowledge().retrieval().search(stranger, agent, "canary", 5)).isEmpty();
        assertThat(knowledge().documents().list(stranger, agent)).isEmpty();
        assertThat(knowledge().documents().find(stranger, agent, document.id())).isEmpty();
        assertThat(knowledge().documents().find(tenant, colleague, document.id())).isEmpty();
        assertThat(knowledge().documents().delete(stranger, agent, document.id())).isFalse();
        assertThat(knowledge().documents().delete(tenant, colleague, document.id())).isFalse();
        assertThat(search(agent, "canary")).hasSize(1);
    }

    @Test
    void whatCannotBeReadFailsWithASentence() {
        var agent = knowledge().newAgent(tenant);
        var document = knowledge().add(tenant, agent, "scan.pdf", text("%PDF-1.7 this is not one"));
        assertThat(document.state()).isEqualTo(Document.State.FAILED);
        assertThat(document.problem()).contains("not a readable application/pdf document");
        var empty = knowledge().add(tenant, agent, "empty.html", text("<html><script>let text = 1</script></html>"));
        assertThat(empty.problem()).contains("no text");
    }

    @Test
    void anUploadThatNamesNoKnownTypeIsRejected() {
        var agent = knowledge().newAgent(tenant);
        assertThat(rejectedField(agent, "a.exe", "application/octet-stream", new byte[1])).isEqualTo("mediaType");
        assertThat(rejectedField(agent, "a.docx", "application/msword", new byte[1])).isEqualTo("mediaType");
        assertThat(rejectedField(agent, " ", "text/plain", new byte[1])).isEqualTo("name");
        assertThat(rejectedField(agent, "a\nb", "text/plain", new byte[1])).isEqualTo("name");
        assertThat(rejectedField(agent, "a", "text/plain", new byte[0])).isEqualTo("file");
        assertThat(rejectedField(agent, "a", "text/plain", new byte[Documents.MAX_BYTES + 1])).isEqualTo("file");
        assertThat(knowledge().documents().list(tenant, agent)).isEmpty();
    }

    private String rejectedField(AgentId agent, String name, String type, byte[] content) {
        return switch (knowledge().documents().add(tenant, agent, name, type, content)) {
            case Addition.Rejected(var field, var _) -> field;
            case Addition.Added(var document) -> "added " + document.id();
        };
    }

    @Test
    void aTypeMayHaveParametersAndMarkdownMayComeAsText() {
        var agent = knowledge().newAgent(tenant);
        assertThat(added(agent, "notes", "Text/HTML; charset=utf-8").mediaType()).isEqualTo(MediaType.HTML);
        assertThat(added(agent, "notes.md", "text/plain").mediaType()).isEqualTo(MediaType.MARKDOWN);
        assertThat(added(agent, "notes", "text/plain").mediaType()).isEqualTo(MediaType.TEXT);
    }

    private Document added(AgentId agent, String name, String type) {
        return switch (knowledge().documents().add(tenant, agent, name, type, text("Words."))) {
            case Addition.Added(var document) -> document;
            case Addition.Rejected(var field, var detail) -> throw new AssertionError(field + detail);
        };
    }

    @Test
    void aDocumentLeftUnfinishedIsIndexedAtTheNextStart() {
        var agent = knowledge().newAgent(tenant);
        var document = knowledge().add(tenant, agent, "a.txt", text("The office dog is called Biscuit."));
        knowledge().close();
        database.write(handle -> handle.execute("UPDATE documents SET state = 'indexing' WHERE id = ?", document.id().value()));
        opened = new SampleKnowledge(database, new ByWordsOnly());
        knowledge().add(tenant, agent, "later.txt", text("Indexed after the first."));
        assertThat(knowledge().documents().find(tenant, agent, document.id()).orElseThrow().state())
                .isEqualTo(Document.State.READY);
        assertThat(search(agent, "dog")).hasSize(1);
    }

    @Test
    void aQueryOfAnySortFindsNothingRatherThanFails() {
        var agent = knowledge().newAgent(tenant);
        knowledge().add(tenant, agent, "a.txt", text("The office dog is called Biscuit."));
        for (var query : List.of("", "   ", "?!", "the of and", "+ - && || ! ( ) { } [ ] ^ \" ~ * ? : \\ /", "\u0000\ud800",
                "dog ".repeat(4_000), "🙂", "x".repeat(16_000))) {
            assertThat(search(agent, query)).hasSizeLessThanOrEqualTo(1);
        }
    }
}
