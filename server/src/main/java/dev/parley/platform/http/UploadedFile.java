package dev.parley.platform.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Blocker;
import org.jspecify.annotations.Nullable;

/// The part `file` of a form (RFC 7578).
///
/// @param name      the file name as the browser gave it, without directories; empty if it gave none
/// @param mediaType as the browser gave it; null if it gave none
public record UploadedFile(String name, @Nullable String mediaType, byte[] content) {
    private static final int MAX_PARTS = 16;

    /// Whether the body is such a form.
    public static boolean isForm(Request request) {
        return request.header("Content-Type").filter(type -> type.toLowerCase(java.util.Locale.ROOT)
                .startsWith("multipart/form-data")).isPresent();
    }

    /// Reads the form's part `file`.
    ///
    /// @throws Refused `invalid_request` if the body is no such form or has no such part
    public static UploadedFile of(Request request) {
        var boundary = MultiPart.extractBoundary(request.header("Content-Type").orElse(""));
        if (boundary == null) {
            throw Refused.field("Content-Type", "Send the form as multipart/form-data with a boundary.");
        }
        var parser = new MultiPartFormData.Parser(boundary);
        parser.setMaxMemoryFileSize(-1);
        parser.setMaxParts(MAX_PARTS);
        try (var parts = parse(parser, request)) {
            var part = parts.getFirst("file");
            if (part == null) {
                throw Refused.field("file", "Send the document as the form's part \"file\".");
            }
            return file(part);
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private static MultiPartFormData.Parts parse(MultiPartFormData.Parser parser, Request request) throws IOException {
        var body = Content.Source.from(ByteBuffer.wrap(request.body()));
        try (var parts = Blocker.<MultiPartFormData.Parts>promise()) {
            parser.parse(body, parts);
            return parts.block();
        } catch (RuntimeException e) {
            throw unreadable();
        }
    }

    private static Refused unreadable() {
        return Refused.because(ErrorCode.INVALID_REQUEST, "The form cannot be read: send it as multipart/form-data.");
    }

    private static UploadedFile file(MultiPart.Part part) throws IOException {
        var given = part.getFileName() == null ? "" : part.getFileName();
        var name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        HttpField type = part.getHeaders().getField(HttpHeader.CONTENT_TYPE);
        try (var content = Content.Source.asInputStream(part.getContentSource())) {
            return new UploadedFile(name, type == null ? null : type.getValue(), content.readAllBytes());
        }
    }
}
