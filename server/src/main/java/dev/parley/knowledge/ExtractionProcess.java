package dev.parley.knowledge;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads one document from standard input and writes its blocks to standard output: the process that `Extraction` starts
/// for documents it does not trust in the server's own memory.
final class ExtractionProcess {
    private static final String TOO_LONG = "This document has more than " + Blocks.MAX_CHARACTERS
            + " characters of text; split it and upload the parts.";

    private ExtractionProcess() {}

    public static void main(String[] arguments) throws IOException {
        var content = System.in.readNBytes(Documents.MAX_BYTES);
        var result = read(MediaType.valueOf(arguments[0]), content);
        try (var out = new DataOutputStream(new BufferedOutputStream(System.out))) {
            switch (result) {
                case Extraction.Failed(var problem) -> {
                    out.writeBoolean(false);
                    out.writeUTF(problem);
                }
                case Extraction.Extracted(var blocks) -> {
                    out.writeBoolean(true);
                    out.writeInt(blocks.size());
                    for (var block : blocks) {
                        var text = block.text().getBytes(StandardCharsets.UTF_8);
                        out.writeByte(block.level());
                        out.writeInt(text.length);
                        out.write(text);
                    }
                }
            }
        }
    }

    static Extraction.Result read(MediaType type, byte[] content) {
        var blocks = new Blocks();
        try {
            switch (type) {
                case MARKDOWN -> MarkdownFormat.read(content, blocks);
                case TEXT -> TextFormat.read(content, blocks);
                case HTML -> HtmlFormat.read(content, blocks);
                case PDF -> PdfFormat.read(content, blocks);
            }
            return new Extraction.Extracted(blocks.toList());
        } catch (Blocks.TooMuchText e) {
            return new Extraction.Failed(TOO_LONG);
        } catch (PdfFormat.Unreadable e) {
            return new Extraction.Failed(java.util.Objects.requireNonNull(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            return new Extraction.Failed("This is not a readable " + type.wireName() + " document; check the file and upload it again.");
        } catch (StackOverflowError e) {
            return new Extraction.Failed(Extraction.TOO_LARGE_TO_READ);
        }
    }
}
