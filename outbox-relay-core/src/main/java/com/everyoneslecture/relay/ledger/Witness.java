package com.everyoneslecture.relay.ledger;

import java.util.UUID;

/**
 * One of the last events that the ledger names. A database that was set back lacks its row; but the row may also have been deleted.
 *
 * @param event the event's id
 * @param transaction the id of the transaction that wrote its row; 0 if the ledger no longer has that
 */
public record Witness(UUID event, long transaction) {}
