package com.everyoneslecture.outbox.inbox.spring;

import java.lang.reflect.Type;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Reads payloads. The starter has one for JSON by the service's Jackson mapper; a bean of this type replaces it.
 *
 * <p><b>Threads:</b> must be safe for several threads.
 */
@API(status = API.Status.STABLE)
@FunctionalInterface
public interface PayloadReader {

    /**
     * Returns the payload as an object of the type; null if the payload stands for null.
     *
     * @throws Exception if it is malformed, which counts as a failure of the handler
     */
    @Nullable
    Object read(byte[] payload, Type type) throws Exception;
}
