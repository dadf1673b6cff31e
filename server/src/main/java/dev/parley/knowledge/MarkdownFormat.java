package dev.parley.knowledge;

import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/// Markdown (CommonMark with tables): headings and paragraphs as plain text, raw HTML left out.
final class MarkdownFormat extends AbstractVisitor {
    private static final int MAX_NESTING = 50;
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .maxOpenBlockParsers(MAX_NESTING)
            .build();

    private final Blocks blocks;
    private final StringBuilder text = new StringBuilder();

    private MarkdownFormat(Blocks blocks) {
        this.blocks = blocks;
    }

    static void read(byte[] content, Blocks blocks) {
        PARSER.parse(withoutFrontMatter(TextFormat.decode(content))).accept(new MarkdownFormat(blocks));
    }

    /// Site generators keep metadata between two lines `---` at the very beginning.
    private static String withoutFrontMatter(String markdown) {
        if (!markdown.startsWith("---\n")) {
            return markdown;
        }
        int end = markdown.indexOf("\n---\n", 3);
        return end < 0 ? markdown : markdown.substring(end + 5);
    }

    @Override
    public void visit(Heading heading) {
        blocks.heading(heading.getLevel(), textOf(heading));
    }

    @Override
    public void visit(Paragraph paragraph) {
        blocks.text(textOf(paragraph));
    }

    @Override
    public void visit(FencedCodeBlock code) {
        blocks.text(code.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        blocks.text(code.getLiteral());
    }

    @Override
    public void visit(CustomNode node) {
        if (node instanceof TableRow row) {
            blocks.text(textOf(row));
        } else if (node instanceof TableCell cell) {
            text.append(text.isEmpty() ? "" : " | ");
            visitChildren(cell);
        } else {
            visitChildren(node);
        }
    }

    private String textOf(Node node) {
        visitChildren(node);
        var result = text.toString();
        text.setLength(0);
        return result;
    }

    @Override
    public void visit(Text node) {
        text.append(node.getLiteral());
    }

    @Override
    public void visit(Code code) {
        text.append(code.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
        text.append(' ');
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
        text.append('\n');
    }
}
