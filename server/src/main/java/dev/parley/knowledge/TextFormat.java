package dev.parley.knowledge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Plain text: paragraphs end at blank lines.
final class TextFormat {
    private TextFormat() {}

    static void read(byte[] content, Blocks blocks) {
        for (var paragraph : decode(content).split("\\n[ \\t]*\\n", -1)) {
            blocks.text(paragraph);
        }
    }

    /// The characters of a file that does not say how it is encoded: UTF-8 or UTF-16 with a mark, else Windows-1252,
    /// which gives every byte a meaning. Line ends become `\n`.
    static String decode(byte[] content) {
        return decodeBytes(content).replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String decodeBytes(byte[] content) {
        if (content.length >= 2 && (content[0] & 0xff) == 0xfe && (content[1] & 0xff) == 0xff
                || content.length >= 2 && (content[0] & 0xff) == 0xff && (content[1] & 0xff) == 0xfe) {
            return new String(content, StandardCharsets.UTF_16);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            return new String(content, Charset.forName("windows-1252"));
        }
    }
}
