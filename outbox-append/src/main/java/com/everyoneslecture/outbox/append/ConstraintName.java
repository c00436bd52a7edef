package com.everyoneslecture.outbox.append;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the name of the constraint that rejected a row. JDBC has no method for it, but PostgreSQL's driver has one. This class
 * calls it by reflection, because the library depends on JDBC only. It does not parse the message, because its text depends on
 * the server's language.
 */
final class ConstraintName {

    private ConstraintName() {}

    /** Returns the name; an empty text if the server named none; null if the driver does not provide it. */
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
