package com.everyoneslecture.outbox.inbox;

import java.sql.SQLException;

/** Puts failures into words. */
public final class Failures {

    private Failures() {}

    /** One line that says what failed. Only the first line of a message: the database tells values of rows in the next. */
    public static String describe(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null
                ? ""
                : cause.getMessage().lines().findFirst().orElse("");
        String state = cause instanceof SQLException sql && sql.getSQLState() != null ? " " + sql.getSQLState() : "";
        return cause.getClass().getSimpleName() + state + ": " + message;
    }
}
