package com.everyoneslecture.console.flow;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Says in words why something failed. */
public final class Causes {

    private static final String UNABLE_TO_CONNECT = "08001";

    private Causes() {}

    /** The innermost cause that says something. */
    public static String of(@Nullable Throwable failure) {
        String said = "it failed";
        for (@Nullable Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof ConnectException) {
                return "connection refused";
            }
            if (one instanceof HttpTimeoutException
                    || one instanceof TimeoutException
                    || one instanceof SocketTimeoutException
                    || isLoginTimeout(one)) {
                return "does not answer";
            }
            String message = one.getMessage();
            if (one instanceof SQLTransientConnectionException) {
                // The pool's, which knows better only where it has a cause.
                said = "does not answer";
            } else if (message != null && !(one instanceof ExecutionException)) {
                said = one instanceof SQLException ? message.lines().findFirst().orElse(message) : message;
            }
        }
        return said;
    }

    /** The driver gives up a login without a cause. With several hosts, the same state says that none of them is a primary. */
    private static boolean isLoginTimeout(Throwable failure) {
        return failure instanceof SQLException sql
                && UNABLE_TO_CONNECT.equals(sql.getSQLState())
                && sql.getCause() == null
                && !String.valueOf(sql.getMessage()).contains("targetServerType");
    }
}
