package dev.parley.platform.database;

import dev.parley.platform.config.InvalidSetting;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// A PostgreSQL database and the account to open it with.
///
/// @param jdbcUrl without user and password
record PostgresAddress(String jdbcUrl, String user, String password) {
    private static final String FORM = "postgresql://user:password@host:5432/database";

    /// Reads `postgresql://user:password@host:port/database?option=value`; user and password may be percent-encoded.
    ///
    /// @throws InvalidSetting if it is something else; the message does not repeat the password
    static PostgresAddress parse(String url) {
        var uri = uri(url);
        var account = uri.getRawUserInfo();
        if (account == null || uri.getHost() == null || uri.getPath().length() < 2) {
            throw unreadable();
        }
        int colon = account.indexOf(':');
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var options = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new PostgresAddress(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + options,
                decoded(colon < 0 ? account : account.substring(0, colon)),
                colon < 0 ? "" : decoded(account.substring(colon + 1)));
    }

    private static URI uri(String url) {
        if (!url.startsWith("postgresql://") && !url.startsWith("postgres://")) {
            throw unreadable();
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw unreadable();
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static InvalidSetting unreadable() {
        return new InvalidSetting("PARLEY_DATABASE_URL is not of the form " + FORM
                + "; percent-encode special characters in the user name and password, or remove it to use SQLite");
    }

    @Override
    public String toString() {
        var address = jdbcUrl.substring("jdbc:postgresql://".length());
        int options = address.indexOf('?');
        return "PostgreSQL at " + (options < 0 ? address : address.substring(0, options));
    }
}
