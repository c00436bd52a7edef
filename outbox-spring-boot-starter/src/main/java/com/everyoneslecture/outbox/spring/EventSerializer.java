package com.everyoneslecture.outbox.spring;

/**
 * Writes the payload of an {@link OutboxEvent}. By default, the application's own JSON mapper does; a bean of this type replaces it.
 *
 * <p>Called in the transaction that publishes; an exception reaches the publisher, and nothing is appended. Implementations are safe
 * for any number of threads.
 *
 * <p><b>Stability:</b> stable.
 */
@FunctionalInterface
public interface EventSerializer {

    /** Returns the payload: text, 1 to 524,288 bytes in UTF-8. */
    String serialize(Object event);
}
