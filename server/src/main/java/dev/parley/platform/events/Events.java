package dev.parley.platform.events;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Announcements inside one node. A listener runs on the publisher's thread and returns quickly; when `publish`
/// returns, every listener has heard it. Thread-safe.
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final Map<Class<?>, List<Consumer<Object>>> listeners = new ConcurrentHashMap<>();

    public <T> void subscribe(Class<T> type, Consumer<? super T> listener) {
        listeners.computeIfAbsent(type, _ -> new CopyOnWriteArrayList<>())
                .add(event -> listener.accept(type.cast(event)));
    }

    /// Tells every listener of exactly this event's class; a listener that throws does not keep it from the others.
    public void publish(Object event) {
        for (var listener : listeners.getOrDefault(event.getClass(), List.of())) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.error("A listener failed on {}", event.getClass().getSimpleName(), e);
            }
        }
    }
}
