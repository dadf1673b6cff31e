package dev.parley.platform.web;

/// Text as it stands in HTML (WHATWG HTML, section 13.1), in an element or in a quoted attribute.
public final class Html {
    private Html() {}

    public static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(unit);
            }
        }
        return escaped.toString();
    }
}
