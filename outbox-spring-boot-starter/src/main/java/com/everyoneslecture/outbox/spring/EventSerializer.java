package com.everyoneslecture.outbox.spring;

import com.everyoneslecture.outbox.append.Payload;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Writes the payload of an {@link OutboxEvent}. By default, the application's own JSON mapper does; a bean of this type replaces it.
 *
 * <p>Called in the transaction that publishes; an exception reaches the publisher, nothing is appended, and the transaction can only roll
 * back. Implementations are safe for any number of threads.
 */
@API(status = API.Status.STABLE)
@FunctionalInterface
public interface EventSerializer {

    /** Returns the payload: text such as JSON, bytes such as Avro, or {@link Payload#none()} for a tombstone. */
    Payload serialize(Object event);

    /**
     * Returns the media type of the payload, such as {@code application/protobuf}; null where the relay's route decides, which has
     * {@code application/json} by default.
     */
    default @Nullable String contentType(Object event) {
        return null;
    }
}
