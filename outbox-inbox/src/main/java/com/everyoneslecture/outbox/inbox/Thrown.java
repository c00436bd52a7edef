package com.everyoneslecture.outbox.inbox;

import java.sql.SQLException;
import org.apache.kafka.common.errors.InterruptException;

/** Narrows the exceptions of a transaction to those that the poll loop waits out. */
final class Thrown {

    private Thrown() {}

    /** A step that may throw. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws Exception;
    }

    /** Passes unchecked exceptions and those of the database on, and wraps every other one. */
    static <T> T sql(Step<T> step) throws SQLException {
        try {
            return step.run();
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            // Sets the thread's interrupt flag again.
            throw new InterruptException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
