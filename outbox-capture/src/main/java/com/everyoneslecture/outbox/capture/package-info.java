/**
 * Committed outbox rows as events, in commit order: what a capture promises, and what it hands over. Knows neither Kafka nor
 * Spring.
 */
@NullMarked
package com.everyoneslecture.outbox.capture;

import org.jspecify.annotations.NullMarked;
