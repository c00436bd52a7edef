/**
 * The cost of the outbox for writers: category writes per second with the outbox row and without it, and the write-ahead log of each. It is
 * measured over JDBC with the statements of the category service. Through its HTTP API, it is measured only with the row, because the
 * service cannot write a category without its event.
 */
@NullMarked
package com.everyoneslecture.benchmarks.write;

import org.jspecify.annotations.NullMarked;
