/**
 * A program that runs PostgreSQL, Kafka and the relay for the tests of a service. {@code outbox-test} starts it in a separate JVM and
 * communicates over its standard input and output; see {@link com.everyoneslecture.testservers.ServersProgram}.
 */
@NullMarked
package com.everyoneslecture.testservers;

import org.jspecify.annotations.NullMarked;
