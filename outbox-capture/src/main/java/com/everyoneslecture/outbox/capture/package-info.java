/**
 * Committed outbox rows as events, in commit order: the contract of a capture, and the events that it delivers. Depends on
 * neither Kafka nor Spring.
 */
@NullMarked
package com.everyoneslecture.outbox.capture;

import org.jspecify.annotations.NullMarked;
