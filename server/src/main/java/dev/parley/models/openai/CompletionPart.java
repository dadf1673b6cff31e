package dev.parley.models.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.models.AgentRunner.Usage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One object of a streamed chat completion, or a whole one: what matters of it.
///
/// @param text    the next words; empty if there are none
/// @param refusal the model's own words for not answering; empty if there are none
/// @param finish  why the answer ended, such as `stop`; null while it goes on
/// @param error   the provider's message if this is an error; null otherwise
record CompletionPart(String text, String refusal, @Nullable String finish, @Nullable Usage usage, @Nullable String error) {
    private static final JsonFactory JSON = new JsonFactory();

    /// Reads only what is needed, without building a tree: this runs once for every token of every answer.
    ///
    /// @throws IOException if it is not one JSON object
    static CompletionPart parse(byte[] json, int length) throws IOException {
        try (var parser = JSON.createParser(json, 0, length)) {
            var reader = new Reader(parser);
            reader.readRoot();
            return new CompletionPart(reader.text, reader.refusal, reader.finish, reader.usage, reader.error);
        }
    }

    private static final class Reader {
        private final JsonParser parser;
        private String text = "";
        private String refusal = "";
        private @Nullable String finish;
        private @Nullable Usage usage;
        private @Nullable String error;

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        void readRoot() throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            for (var name = nextName(); name != null; name = nextName()) {
                switch (name) {
                    case "choices" -> readChoices();
                    case "usage" -> readUsage();
                    case "error" -> error = readError();
                    default -> parser.skipChildren();
                }
            }
        }

        /// The name of the next field of an object, moved on to its value; null at the object's end.
        private @Nullable String nextName() throws IOException {
            var name = parser.nextFieldName();
            if (name == null) {
                if (parser.currentToken() != JsonToken.END_OBJECT) {
                    throw new IOException("a JSON object that does not end");
                }
                return null;
            }
            parser.nextToken();
            return name;
        }

        private void readChoices() throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            boolean first = true;
            for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token == null) {
                    throw new IOException("a JSON array that does not end");
                } else if (first && token == JsonToken.START_OBJECT) {
                    readChoice();
                } else {
                    parser.skipChildren();
                }
                first = false;
            }
        }

        private void readChoice() throws IOException {
            for (var name = nextName(); name != null; name = nextName()) {
                switch (name) {
                    case "delta", "message" -> readDelta();
                    case "finish_reason" -> finish = string();
                    default -> parser.skipChildren();
                }
            }
        }

        private void readDelta() throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            for (var name = nextName(); name != null; name = nextName()) {
                switch (name) {
                    case "content" -> text = orEmpty(string());
                    case "refusal" -> refusal = orEmpty(string());
                    default -> parser.skipChildren();
                }
            }
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }

        /// The value if it is a string; null for anything else.
        private @Nullable String string() throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return parser.getText();
            }
            parser.skipChildren();
            return null;
        }

        private void readUsage() throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            long input = 0;
            long output = 0;
            for (var name = nextName(); name != null; name = nextName()) {
                switch (name) {
                    case "prompt_tokens" -> input = count();
                    case "completion_tokens" -> output = count();
                    default -> parser.skipChildren();
                }
            }
            usage = new Usage(input, output);
        }

        private long count() throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                return Math.max(0, parser.getValueAsLong());
            }
            parser.skipChildren();
            return 0;
        }

        private @Nullable String readError() throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return string();
            }
            var message = "an error without a message";
            for (var name = nextName(); name != null; name = nextName()) {
                if (name.equals("message")) {
                    var given = string();
                    message = given == null ? message : given;
                } else {
                    parser.skipChildren();
                }
            }
            return message;
        }
    }
}
