package dev.parley.platform.config;

import org.jspecify.annotations.Nullable;

/// Every setting the hub knows: `PARLEY_<NAME>` in the environment, `<NAME>` in the configuration file.
public enum Setting {
    PORT("8080", "the port to listen on; 0 picks a free one"),
    HOST("127.0.0.1", "the address to listen on"),
    DATA("./data", "the directory for the embedded database, the master key and the search index"),
    DATABASE_URL(null, "postgresql://user:password@host:port/name; SQLite in the data directory when absent"),
    PUBLIC_URL(null, "the address people reach the hub under, such as https://chat.example.com"),
    CONSOLE_URL(null, "the console's own address, where it differs from the public one"),
    MASTER_KEY(null, "32 bytes in base64 or hex that encrypt secrets; a file in the data directory when absent"),
    SMTP_URL(null, "smtp://user:password@host:587 or smtps://…:465, the server that takes the hub's mail; without it links are shown"),
    MAIL_FROM(null, "the sender of the hub's mail, such as Parley <parley@example.com>"),
    ADMIN_EMAIL(null, "the first member's e-mail address; ignored once a member exists"),
    ADMIN_PASSWORD(null, "the first member's password; ignored once a member exists"),
    PRIVATE_HOSTS("", "host:port pairs, separated by commas, that models may reach although they are private"),
    TRUSTED_PROXIES("", "addresses or networks, separated by commas, whose X-Forwarded-* headers count"),
    DEMO_PORT("8081", "the port of the sample host product of the demo");

    private final @Nullable String fallback;
    private final String meaning;

    Setting(@Nullable String fallback, String meaning) {
        this.fallback = fallback;
        this.meaning = meaning;
    }

    /// The value when nobody sets one; null where absence means something.
    public @Nullable String fallback() {
        return fallback;
    }

    public String meaning() {
        return meaning;
    }
}
