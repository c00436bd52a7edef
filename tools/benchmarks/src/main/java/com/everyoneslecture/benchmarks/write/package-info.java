/**
 * What the outbox costs who writes: category writes per second with the outbox row and without it, and the write-ahead log of
 * each. Over JDBC with the statements that the category service executes, and, with the row only, through its HTTP API: the
 * service cannot write a category without its event, and has no switch for it.
 */
@NullMarked
package com.everyoneslecture.benchmarks.write;

import org.jspecify.annotations.NullMarked;
