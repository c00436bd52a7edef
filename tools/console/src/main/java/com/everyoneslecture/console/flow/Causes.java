package com.everyoneslecture.console.flow;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Describes the cause of a failure in words. */
public final class Causes {

    private static final String UNABLE_TO_CONNECT = "08001";

    private Causes() {}

    /** Returns the message of the innermost cause that has one. */
    public static String of(@Nullable Throwable failure) {
        String said = "it failed";
        for (@Nullable Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof ConnectException) {
                return "connection refused";
            }
            if (one instanceof HttpTimeoutException
                    || one instanceof TimeoutException
                    || one instanceof org.apache.kafka.common.errors.TimeoutException
                    || one instanceof SocketTimeoutException
                    || isLoginTimeout(one)) {
                return "does not answer";
            }
            String message = one.getMessage();
            if (one instanceof SQLTransientConnectionException) {
                // The connection pool's own message. A nested cause, if there is one, is more precise.
                said = "does not answer";
            } else if (message != null && !(one instanceof ExecutionException)) {
                said = one instanceof SQLException ? message.lines().findFirst().orElse(message) : message;
            }
        }
        return said;
    }

    /**
     * Returns whether the driver's login timed out, which it reports without a cause. With several hosts, the same SQLSTATE means that none
     * of them is a primary.
     */
    private static boolean isLoginTimeout(Throwable failure) {
        return failure instanceof SQLException sql
                && UNABLE_TO_CONNECT.equals(sql.getSQLState())
                && sql.getCause() == null
                && !String.valueOf(sql.getMessage()).contains("targetServerType");
    }
}
