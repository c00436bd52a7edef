package com.everyoneslecture.outbox.retry;

import com.everyoneslecture.outbox.retry.Decision.Halt;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes a native library of zstd or snappy that this machine does not load, usually because the temporary file system is
 * mounted with {@code noexec}. It does not pass in this process, because the JVM tries to load such a library once.
 */
final class CompressionFailure {

    private CompressionFailure() {}

    /**
     * Returns null if no such library is the cause. Kafka's clients wrap every error of a compression, also the later ones.
     */
    static @Nullable Halt decide(Throwable failure) {
        if (failure instanceof KafkaException && failure.getCause() instanceof LinkageError error) {
            return new Halt(
                    "a native library of Kafka's compression cannot be loaded: " + firstLine(error),
                    "start again with -DZstdTempFolder=… and -Dorg.xerial.snappy.tempdir=…, a directory on a file system without noexec,"
                            + " or use lz4, which also works without a native library (compression.type)");
        }
        return null;
    }

    /** Returns the first line; the others name the same library again, at the other places that the JVM has tried. */
    private static String firstLine(LinkageError error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }
}
