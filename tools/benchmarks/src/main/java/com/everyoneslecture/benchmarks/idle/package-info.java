/**
 * What is used while nothing is to be done: the processor time of relay and projector, and, where other tables of the same
 * database are busy, the write-ahead log that the relay's slot keeps PostgreSQL from removing.
 */
@NullMarked
package com.everyoneslecture.benchmarks.idle;

import org.jspecify.annotations.NullMarked;
