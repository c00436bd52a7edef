/**
 * The capture by Debezium's PostgreSQL connector, in Debezium's embedded engine. Only this package depends on Debezium and
 * Kafka Connect.
 */
@NullMarked
package com.everyoneslecture.relay.debezium;

import org.jspecify.annotations.NullMarked;
