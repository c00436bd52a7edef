package com.everyoneslecture.outbox.append;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * The outbox's constraints do not let a row in, most likely because its payload is larger than a broker would take. The
 * transaction is lost: the change cannot be made either.
 */
public class OutboxRowRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutboxRowRefusedException(OutboxRow row, SQLException cause) {
        super(
                "The outbox refuses version " + row.aggregateVersion() + " of " + row.aggregateType() + " "
                        + row.aggregateId() + " (a payload of "
                        + row.payload().getBytes(StandardCharsets.UTF_8).length + " bytes): "
                        + cause.getMessage(),
                cause);
    }
}
