package com.everyoneslecture.outbox.append;

import java.sql.SQLException;
import org.apiguardian.api.API;

/**
 * The outbox cannot take any event until an operator repairs the table, its columns, its partitions or the writer's rights. The
 * transaction can only roll back, and the message names the remedy.
 *
 * <p><b>Stability:</b> stable; reasons may be added.
 */
@API(status = API.Status.STABLE)
public final class OutboxNotUsableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** The part of the outbox that is missing. */
    public enum Reason {
        /** The table does not exist, or is not in a schema of the connection's search path. */
        NO_TABLE("Create it, or name it with its schema, such as shop.events."),

        /** A column is missing. */
        NO_COLUMN("Apply the migrations of the outbox that belong to this version of the library."),

        /** No partition covers the row's time, and the table has no default partition. */
        NO_PARTITION("Create the default partition of the outbox and those of the next days."),

        /** The role that appends has no right to insert, or no right to use the schema or the version's sequence. */
        NO_PERMISSION("Grant the role of this connection the right to insert into the outbox's columns.");

        private final String remedy;

        Reason(String remedy) {
            this.remedy = remedy;
        }
    }

    OutboxNotUsableException(TableName table, Reason reason, SQLException cause) {
        super(
                "Nothing can be appended to the outbox " + table + ": " + cause.getMessage() + ". " + reason.remedy,
                cause);
        this.reason = reason;
    }

    /** Returns the part that is missing. */
    public Reason reason() {
        return reason;
    }
}
