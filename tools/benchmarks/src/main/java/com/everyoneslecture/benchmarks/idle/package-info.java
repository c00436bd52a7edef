/**
 * The resources used by idle processes: the processor time of relay and projector, and the write-ahead log that the relay's slot keeps
 * PostgreSQL from removing while other tables of the same database are busy.
 */
@NullMarked
package com.everyoneslecture.benchmarks.idle;

import org.jspecify.annotations.NullMarked;
