/** What every client of Kafka here has in common. */
@NullMarked
package com.everyoneslecture.outbox.kafka;

import org.jspecify.annotations.NullMarked;
