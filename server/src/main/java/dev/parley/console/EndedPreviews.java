package dev.parley.console;

import dev.parley.access.AccessChanged;
import dev.parley.access.Previews;
import dev.parley.conversations.Erasure;
import dev.parley.platform.database.DatabaseUnavailable;
import dev.parley.platform.events.Events;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what was said in a preview when the login it was opened in has ended: at once where that is announced, with
/// the next housekeeping where a login just runs out.
public final class EndedPreviews {
    private static final Logger LOG = LoggerFactory.getLogger(EndedPreviews.class);

    private final Previews previews;
    private final Erasure erasure;

    public EndedPreviews(Previews previews, Erasure erasure, Events events) {
        this.previews = previews;
        this.erasure = erasure;
        events.subscribe(AccessChanged.class, _ -> Thread.ofVirtual().name("previews").start(this::run));
    }

    public void run() {
        try {
            for (var preview : previews.ended()) {
                erasure.preview(preview.tenant(), preview.agent(), preview.principal());
                previews.forget(preview);
            }
        } catch (DatabaseUnavailable e) {
            LOG.warn("The conversations of ended previews stay for now", e);
        }
    }
}
