package dev.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;

final class ExtractionTest {
    private final Extraction extraction = new Extraction(Duration.ofSeconds(60));

    private Extraction.Result extract(MediaType type, String content) throws InterruptedException {
        return extraction.extract(type, content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Block> blocks(Extraction.Result result) {
        return switch (result) {
            case Extraction.Extracted(var blocks) -> blocks;
            case Extraction.Failed(var problem) -> throw new AssertionError(problem);
        };
    }

    private static String problem(Extraction.Result result) {
        return switch (result) {
            case Extraction.Extracted(var blocks) -> throw new AssertionError(blocks.size() + " blocks");
            case Extraction.Failed(var problem) -> problem;
        };
    }

    @Test
    void markdownBecomesHeadingsAndPlainParagraphs() throws Exception {
        var blocks = blocks(extract(MediaType.MARKDOWN, """
                ---
                draft: true
                ---
                # A *heading*

                Some **bold** text with a [link](https://example.com) and `code`,
                on two lines.<br>

                - one
                - two

                | a | b |
                |---|---|
                | 1 | 2 |

                ```
                x = 1
                ```
                <script>alert(1)</script>
                """));
        assertThat(blocks).containsExactly(new Block(1, "A heading"),
                Block.text("Some bold text with a link and code, on two lines."), Block.text("one"), Block.text("two"),
                Block.text("a | b"), Block.text("1 | 2"), Block.text("x = 1"));
    }

    @Test
    void htmlBecomesWhatAReaderSees() throws Exception {
        var blocks = blocks(extraction.extract(MediaType.HTML, SampleKnowledge.sample("handbook.html")));
        assertThat(blocks).startsWith(new Block(1, "Trail Router X2 handbook")).contains(
                new Block(2, "What the light means"), Block.text("Blue: connected to a satellite."),
                Block.text("Weight | 182 g"), Block.text("Charge the battery for three hours with the cable in the box.\n"
                        + "Press the power button for four seconds until the ring glows blue."));
        assertThat(blocks.toString()).doesNotContain("hunter2", "SAVE90", "Copyright", "Secret paragraph", "color:red");
    }

    @Test
    void textOfAnyEncodingIsRead() throws Exception {
        for (var charset : List.of("UTF-8", "UTF-16", "windows-1252")) {
            var content = "Grüße\r\naus Köln\r\n\r\nZweiter Absatz".getBytes(Charset.forName(charset));
            assertThat(blocks(extraction.extract(MediaType.TEXT, content)))
                    .containsExactly(Block.text("Grüße\naus Köln"), Block.text("Zweiter Absatz"));
        }
    }

    @Test
    void pdfBecomesHeadingsAndParagraphs() throws Exception {
        var blocks = blocks(extraction.extract(MediaType.PDF, pdf(new PDDocument(), false)));
        assertThat(blocks).containsExactly(new Block(1, "Opening hours"),
                Block.text("We are open from nine to five on every working day of the week."));
    }

    @Test
    void aPdfWithAPasswordSaysSo() throws Exception {
        assertThat(problem(extraction.extract(MediaType.PDF, pdf(new PDDocument(), true)))).contains("password");
    }

    @Test
    void aPdfThatUnfoldsBeyondReasonIsGivenUp() throws Exception {
        try (var document = new PDDocument()) {
            var page = new PDPage();
            document.addPage(page);
            var contents = new PDStream(document);
            contents.getCOSObject().setItem(COSName.FILTER, COSName.FLATE_DECODE);
            try (var raw = contents.getCOSObject().createRawOutputStream()) {
                raw.write(bomb());
            }
            page.setContents(contents);
            var file = new ByteArrayOutputStream();
            document.save(file);
            assertThat(file.size()).isLessThan(Documents.MAX_BYTES);
            assertThat(problem(extraction.extract(MediaType.PDF, file.toByteArray())))
                    .isEqualTo(Extraction.TOO_LARGE_TO_READ);
        }
    }

    /// Compressed operators of a page: one word of 400 MB.
    private static byte[] bomb() throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(compressed)) {
            out.write("BT /F1 12 Tf (".getBytes(StandardCharsets.US_ASCII));
            var letters = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 400; i++) {
                out.write(letters);
            }
        }
        return compressed.toByteArray();
    }

    @Test
    void htmlOfMillionsOfElementsDoesNotFillTheServer() throws Exception {
        var result = extract(MediaType.HTML, "<b><i>".repeat(1_500_000) + "x");
        assertThat(problem(result)).isEqualTo(Extraction.TOO_LARGE_TO_READ);
    }

    @Test
    void deepNestingIsPutUpWithOrGivenUp() throws Exception {
        for (var hostile : List.of("> ".repeat(20_000) + "x", "- ".repeat(20_000) + "x", "[".repeat(40_000),
                "*a ".repeat(20_000), "<div>".repeat(20_000) + "x")) {
            extract(MediaType.MARKDOWN, hostile);
            extract(MediaType.HTML, hostile);
        }
    }

    @Test
    void aDocumentWithTooMuchTextSaysSo() throws Exception {
        assertThat(problem(extract(MediaType.TEXT, "word ".repeat(500_000)))).contains("2000000 characters");
    }

    @Test
    void aLargeDocumentIsReadElsewhereWithTheSameResult() throws Exception {
        var text = "# Heading\n\n" + "Grüße 🙂 from a long document.\n\n".repeat(10_000);
        assertThat(blocks(extract(MediaType.MARKDOWN, text))).hasSize(10_001)
                .endsWith(Block.text("Grüße 🙂 from a long document."));
    }

    @Test
    void readingEndsAtItsDeadline() throws Exception {
        assertThat(problem(new Extraction(Duration.ofMillis(1)).extract(MediaType.PDF, pdf(new PDDocument(), false))))
                .isEqualTo(Extraction.TOO_LARGE_TO_READ);
    }

    private static byte[] pdf(PDDocument empty, boolean locked) throws IOException {
        try (var document = empty) {
            var page = new PDPage();
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                line(content, 24, 700, "Opening hours");
                line(content, 11, 660, "We are open from nine to five on every work-");
                line(content, 11, 647, "ing day of the week.");
            }
            if (locked) {
                document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            }
            var file = new ByteArrayOutputStream();
            document.save(file);
            return file.toByteArray();
        }
    }

    private static void line(PDPageContentStream content, float size, float y, String text) throws IOException {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), size);
        content.newLineAtOffset(72, y);
        content.showText(text);
        content.endText();
    }
}
