package com.everyoneslecture.outbox.append;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the name of the constraint that rejected a row. JDBC has no method for it. PostgreSQL's driver has, and it is called by
 * reflection, because the library needs nothing but JDBC; the text of a message depends on the server's language.
 */
final class ConstraintName {

    private ConstraintName() {}

    /** Returns the name; an empty text if the server named none; null if the driver cannot tell. */
    static @Nullable String of(SQLException failure) {
        try {
            Object message =
                    failure.getClass().getMethod("getServerErrorMessage").invoke(failure);
            if (message == null) {
                return null;
            }
            Object name = message.getClass().getMethod("getConstraint").invoke(message);
            return name == null ? "" : name.toString();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
