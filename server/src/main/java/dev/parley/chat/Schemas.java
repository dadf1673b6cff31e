package dev.parley.chat;

/// The JSON schemas of `/embed/v1`, as the OpenAPI document shows them.
final class Schemas {
    private static final String TEXT = "{\"type\":\"string\"}";
    private static final String TIME = "{\"type\":\"string\",\"format\":\"date-time\"}";

    static final String SEND = """
            {"type":"object","required":["text"],"additionalProperties":false,"properties":{\
            "text":{"type":"string","minLength":1,"maxLength":16000},\
            "id":{"type":"string","maxLength":128,"description":"Made by the client: a retry with the same one is harmless."},\
            "conversation":{"type":"string","description":"Absent or `new` starts one."},\
            "context":{"type":"object","maxProperties":32,"additionalProperties":{"type":["string","number","boolean"]},\
            "description":"What the page around the chat says of itself: unsigned, for the agent's understanding only."}}}""";
    static final String RENAME = """
            {"type":"object","required":["title"],"additionalProperties":false,"properties":{\
            "title":{"type":"string","minLength":1,"maxLength":200}}}""";
    static final String CONVERSATION = """
            {"type":"object","properties":{"id":%1$s,"title":%1$s,"createdAt":%2$s,"updatedAt":%2$s}}"""
            .formatted(TEXT, TIME);
    static final String CONVERSATIONS = page(CONVERSATION, TEXT);
    private static final String MESSAGE = """
            {"type":"object","properties":{"id":%1$s,"seq":{"type":"integer"},"role":{"enum":["user","assistant"]},\
            "text":%1$s,"state":{"enum":["completed","streaming","stopped","failed","interrupted"]},"createdAt":%2$s,\
            "citations":{"type":"array","items":{"type":"object","properties":{"title":%1$s,"quote":%1$s}}},\
            "replaces":%1$s,"rating":{"enum":["up","down"]},\
            "failure":{"type":"object","properties":{"code":%1$s}}}}""".formatted(TEXT, TIME);
    static final String MESSAGES = page(MESSAGE, "{\"type\":\"integer\"}");
    static final String ANSWERED = """
            {"type":"object","properties":{"conversation":%s,"message":%s,"reply":%s}}""".formatted(TEXT, MESSAGE, MESSAGE);
    static final String SESSION = """
            {"type":"object","properties":{"agent":{"type":"object","properties":{"id":%1$s,"slug":%1$s,"name":%1$s,\
            "greeting":%1$s,"starters":{"type":"array","items":%1$s}}},"principal":{"type":"object","properties":{\
            "kind":{"enum":["user","member","visitor"]},"issuer":{"enum":["agent","tenant","hub"]},"id":%1$s,\
            "email":%1$s}},"expiresAt":%2$s,"visitor":%1$s}}""".formatted(TEXT, TIME);

    static final String TICKET = "{\"type\":\"object\",\"properties\":{\"ticket\":" + TEXT + "}}";

    private Schemas() {}

    private static String page(String item, String next) {
        return """
                {"type":"object","properties":{"items":{"type":"array","items":%s},"next":%s}}""".formatted(item, next);
    }
}
