package dev.parley.console;

/// References to the schemas in `components.json`, as route operations name them.
final class Schemas {
    private Schemas() {}

    static String ref(String name) {
        return "{\"$ref\":\"#/components/schemas/" + name + "\"}";
    }

    /// One page of a list.
    static String pageOf(String name) {
        return "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":\"array\",\"items\":"
                + ref(name) + "},\"next\":{\"type\":\"string\"}}}";
    }
}
