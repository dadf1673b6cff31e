package dev.parley.knowledge;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/// PDF: the text layer in reading order. A short line in larger type than the body is a heading.
final class PdfFormat extends PDFTextStripper {
    static final int MAX_PAGES = 2000;
    private static final int MAX_HEADING = 100;
    private static final double HEADING_SCALE = 1.15;

    private record Line(String text, float size, boolean startsParagraph) {}

    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private float size;
    private int characters;
    private boolean paragraphStarts = true;

    private PdfFormat() {
        setSortByPosition(true);
    }

    static void read(byte[] content, Blocks blocks) throws IOException, Unreadable {
        try (var pdf = Loader.loadPDF(content)) {
            if (pdf.getNumberOfPages() > MAX_PAGES) {
                throw new Unreadable("This PDF has more than " + MAX_PAGES + " pages; split it and upload the parts.");
            }
            var format = new PdfFormat();
            format.writeText(pdf, new StringWriter());
            format.endLine();
            format.writeTo(blocks);
        } catch (InvalidPasswordException e) {
            throw new Unreadable("This PDF asks for a password; remove the protection and upload it again.");
        }
    }

    /// The document cannot be read; the message tells its owner why.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    @Override
    protected void writeString(String words, List<TextPosition> positions) {
        characters += words.length();
        if (characters > Blocks.MAX_CHARACTERS) {
            throw new Blocks.TooMuchText();
        }
        for (var position : positions) {
            size = Math.max(size, position.getFontSizeInPt());
        }
        text.append(words);
    }

    @Override
    protected void writeWordSeparator() {
        text.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
        endLine();
    }

    @Override
    protected void writeParagraphStart() {
        endLine();
        paragraphStarts = true;
    }

    @Override
    protected void writeParagraphEnd() {
        endLine();
        paragraphStarts = true;
    }

    @Override
    protected void writePageEnd() {
        endLine();
    }

    private void endLine() {
        if (!text.toString().isBlank()) {
            lines.add(new Line(text.toString().strip(), size, paragraphStarts));
            paragraphStarts = false;
        }
        text.setLength(0);
        size = 0;
    }

    private void writeTo(Blocks blocks) {
        var body = bodySize();
        var paragraph = new StringBuilder();
        float last = 0;
        for (var line : lines) {
            boolean heading = line.size() > body * HEADING_SCALE && line.text().length() <= MAX_HEADING;
            if (heading || line.startsParagraph() || last > body * HEADING_SCALE) {
                blocks.text(paragraph.toString());
                paragraph.setLength(0);
            }
            if (heading) {
                blocks.heading(line.size() > body * 1.6 ? 1 : 2, line.text());
            } else {
                join(paragraph, line.text());
            }
            last = line.size();
        }
        blocks.text(paragraph.toString());
    }

    /// Undoes the hyphenation of a word at the end of a line.
    private static void join(StringBuilder paragraph, String line) {
        int end = paragraph.length() - 1;
        if (end > 0 && paragraph.charAt(end) == '-' && Character.isLetter(paragraph.charAt(end - 1))
                && Character.isLowerCase(line.codePointAt(0))) {
            paragraph.setLength(end);
        } else if (end >= 0) {
            paragraph.append(' ');
        }
        paragraph.append(line);
    }

    /// The size of type in which most characters are set.
    private float bodySize() {
        var characters = new HashMap<Float, Integer>();
        lines.forEach(line -> characters.merge(line.size(), line.text().length(), Integer::sum));
        return characters.entrySet().stream()
                .max(java.util.Map.Entry.comparingByValue())
                .map(java.util.Map.Entry::getKey)
                .orElse(0f);
    }
}
