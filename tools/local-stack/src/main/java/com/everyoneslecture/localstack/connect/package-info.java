/** Kafka Connect's REST interface, for the one connector that runs the relay. */
@NullMarked
package com.everyoneslecture.localstack.connect;

import org.jspecify.annotations.NullMarked;
