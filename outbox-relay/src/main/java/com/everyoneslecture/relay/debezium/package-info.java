/** The capture by Debezium's PostgreSQL connector, in Debezium's embedded engine. The only package that knows Debezium or Kafka Connect. */
@NullMarked
package com.everyoneslecture.relay.debezium;

import org.jspecify.annotations.NullMarked;
