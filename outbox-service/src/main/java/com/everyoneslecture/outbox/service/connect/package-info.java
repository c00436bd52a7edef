/** The connector that runs the relay, as the workers of Kafka Connect report it. */
@NullMarked
package com.everyoneslecture.outbox.service.connect;

import org.jspecify.annotations.NullMarked;
