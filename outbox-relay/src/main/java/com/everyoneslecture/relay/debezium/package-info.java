/** Runs a capture inside the engine of Debezium. The only package that knows Debezium or Kafka Connect. */
@NullMarked
package com.everyoneslecture.relay.debezium;

import org.jspecify.annotations.NullMarked;
