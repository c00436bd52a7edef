package com.everyoneslecture.outbox.retry;

import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;

/** A failure in one line. */
public final class FailureText {

    private FailureText() {}

    /**
     * Returns the server that reported the failure, if there is one, with the SQLSTATE and the message. Only the first line of
     * a database's message is used, because the others may contain values of rows.
     */
    public static String of(Throwable failure) {
        if (failure instanceof SQLException sql) {
            String state = sql.getSQLState() == null ? "" : " " + sql.getSQLState();
            return "PostgreSQL" + state + ": "
                    + message(failure).lines().findFirst().orElse("").strip();
        }
        String message = message(failure).strip().replaceAll("\\s+", " ");
        return failure instanceof KafkaException ? "Kafka: " + message : message;
    }

    /** Returns the text of the most specific cause: the first one of the database, or else the innermost. */
    @SuppressWarnings("ReferenceEquality") // A failure that is its own cause is the innermost one.
    public static String ofCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return of(cause);
    }

    /** Returns the text of an unknown failure, with its type unless a server reported it. */
    public static String ofUnknown(Throwable failure) {
        String text = of(failure);
        String type = failure.getClass().getSimpleName();
        return failure instanceof SQLException || failure instanceof KafkaException || text.equals(type)
                ? text
                : type + ": " + text;
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
