package dev.parley.chat;

import dev.parley.access.Embedding;
import dev.parley.agents.Agent;
import dev.parley.identity.RefusalLog.Transport;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import org.jspecify.annotations.Nullable;

/// Where a request comes from, as its headers tell. Origins are what browsers promise about pages; other clients can
/// claim any, so that limits stand behind this.
///
/// @param origin  the page's origin; null if none was sent
/// @param ownPage whether the page is our own, so that only its frame ticket can tell where it stands
record Provenance(@Nullable String origin, boolean ownPage, Transport transport) {
    static Provenance of(Request request, Transport transport) {
        var origin = request.header("Origin").orElse(null);
        // A browser sends no Origin with a GET to the page's own origin, but it says so in Sec-Fetch-Site.
        boolean own = origin == null
                ? request.header("Sec-Fetch-Site").filter("same-origin"::equals).isPresent()
                : request.isOwn(origin);
        return new Provenance(origin, own, transport);
    }

    /// Whether a page of another origin is asking, so that its browser wants CORS headers (WHATWG Fetch, section 3.3).
    boolean isForeignPage() {
        return origin != null && !ownPage;
    }

    /// The origin of the page that embeds the agent; null where the request tells none, as from inside our frame.
    @Nullable String hostOrigin() {
        return ownPage ? null : origin;
    }

    /// Whether the agent answers pages of this origin at all; if it has no list, an identity token may still admit.
    boolean admittedBy(Agent agent) {
        var listed = agent.definition().allowedOrigins();
        return !isForeignPage() || listed.isEmpty() || lists(agent);
    }

    void requireAdmittedBy(Agent agent) {
        if (!admittedBy(agent)) {
            throw Refused.because(ErrorCode.ORIGIN_NOT_ALLOWED,
                    "Pages of this origin may not use the agent: list the origin in its allowed origins.");
        }
    }

    /// @param framed what the page's frame ticket says; empty if it has no valid one
    /// @throws Refused `origin_not_allowed`
    Embedding embedding(Agent agent, @Nullable Embedding ticket) {
        requireAdmittedBy(agent);
        if (ownPage) {
            // Our own page without a ticket could stand in anybody's frame.
            return ticket == null ? Embedding.UNLISTED : ticket;
        }
        if (origin == null) {
            return Embedding.LINK;
        }
        return lists(agent) ? Embedding.LISTED : Embedding.UNLISTED;
    }

    private boolean lists(Agent agent) {
        var listed = agent.definition().allowedOrigins();
        return origin != null && !origin.equals("null") && (listed.contains("*") || listed.contains(origin));
    }
}
