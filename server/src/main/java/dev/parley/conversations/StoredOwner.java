package dev.parley.conversations;

import dev.parley.identity.Principal;
import org.jspecify.annotations.Nullable;

/// Reads back what [Principal#owner()] wrote, such as `user:agent:jane` or `visitor::Xy…`; ids may hold colons.
final class StoredOwner {
    /// The condition that leaves out what builders said to drafts (see `PreviewTickets`).
    static final String NO_PREVIEW = "owner NOT LIKE 'visitor::prv!_%' ESCAPE '!'";

    private StoredOwner() {}

    static Principal principal(String owner, @Nullable String email) {
        var parts = owner.split(":", 3);
        var issuer = parts[1].isEmpty() ? null : Principal.Issuer.valueOf(Rows.upper(parts[1]));
        return new Principal(Principal.Kind.valueOf(Rows.upper(parts[0])), issuer, parts[2], email);
    }
}
