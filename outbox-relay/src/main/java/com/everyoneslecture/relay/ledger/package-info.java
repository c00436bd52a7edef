/** The ledger topic: its records, how it is read at a start, and the safe points that bound it. */
@NullMarked
package com.everyoneslecture.relay.ledger;

import org.jspecify.annotations.NullMarked;
