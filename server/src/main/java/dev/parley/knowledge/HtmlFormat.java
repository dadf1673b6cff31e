package dev.parley.knowledge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/// HTML: what a reader of the page sees of its main part, without navigation, forms and scripts.
final class HtmlFormat implements NodeFilter {
    private static final Set<String> SKIPPED = Set.of("script", "style", "noscript", "template", "svg", "canvas",
            "iframe", "object", "nav", "form", "button", "select", "dialog", "head");
    private static final Set<String> INLINE = Set.of("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del",
            "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small",
            "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "td", "th");

    private final Blocks blocks;
    private final StringBuilder text = new StringBuilder();

    private HtmlFormat(Blocks blocks) {
        this.blocks = blocks;
    }

    static void read(byte[] content, Blocks blocks) throws IOException {
        var page = Jsoup.parse(new ByteArrayInputStream(content), null, "");
        var main = page.select("main, [role=main], article");
        var root = main.isEmpty() ? page.body() : main.first();
        if (root != null) {
            var format = new HtmlFormat(blocks);
            root.filter(format);
            format.endBlock(0);
        }
    }

    @Override
    public FilterResult head(Node node, int depth) {
        return switch (node) {
            case TextNode words -> {
                text.append(words.getWholeText().replace('\n', ' '));
                yield FilterResult.CONTINUE;
            }
            case Element element when isHidden(element) -> FilterResult.SKIP_ENTIRELY;
            case Element element -> {
                begin(element.normalName());
                yield FilterResult.CONTINUE;
            }
            default -> FilterResult.CONTINUE;
        };
    }

    private static boolean isHidden(Element element) {
        return SKIPPED.contains(element.normalName())
                || element.hasAttr("hidden")
                || element.attr("aria-hidden").equals("true")
                || element.attr("style").replace(" ", "").contains("display:none");
    }

    private void begin(String name) {
        switch (name) {
            case "br" -> text.append('\n');
            case "td", "th" -> text.append(text.toString().isBlank() ? "" : " | ");
            default -> {
                if (!INLINE.contains(name)) {
                    endBlock(0);
                }
            }
        }
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element && !INLINE.contains(element.normalName())
                && !element.normalName().equals("br")) {
            endBlock(headingLevel(element.normalName()));
        }
        return FilterResult.CONTINUE;
    }

    private static int headingLevel(String name) {
        return name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6'
                ? name.charAt(1) - '0' : 0;
    }

    private void endBlock(int level) {
        if (level > 0) {
            blocks.heading(level, text.toString());
        } else {
            blocks.text(text.toString());
        }
        text.setLength(0);
    }
}
