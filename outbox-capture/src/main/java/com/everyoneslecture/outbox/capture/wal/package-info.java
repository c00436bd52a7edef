/** Reads the replication stream of PostgreSQL: messages of pgoutput to events, in commit order. */
@NullMarked
package com.everyoneslecture.outbox.capture.wal;

import org.jspecify.annotations.NullMarked;
