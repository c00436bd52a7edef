package com.everyoneslecture.outbox.inbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The handlers by event type. */
final class Handlers {

    private final Map<String, EventHandler> byType;
    private final @Nullable EventHandler otherwise;
    private final boolean ignoresOthers;

    Handlers(Map<String, EventHandler> byType, @Nullable EventHandler otherwise, boolean ignoresOthers) {
        this.byType = Map.copyOf(byType);
        this.otherwise = otherwise;
        this.ignoresOthers = ignoresOthers;
    }

    /**
     * Returns the handler of an event; null if the event is to be ignored.
     *
     * @throws IllegalStateException if it has none and events of other types are not ignored
     */
    @Nullable
    EventHandler of(ReceivedEvent event) {
        String type = event.type();
        EventHandler handler = type == null ? null : byType.get(type);
        if (handler != null) {
            return handler;
        }
        if (otherwise == null && !ignoresOthers) {
            throw new IllegalStateException("no handler for events of type " + type);
        }
        return otherwise;
    }
}
