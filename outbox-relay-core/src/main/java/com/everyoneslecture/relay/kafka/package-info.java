/** The relay's settings for Kafka, its names there, and the state of its topics. */
@NullMarked
package com.everyoneslecture.relay.kafka;

import org.jspecify.annotations.NullMarked;
