/**
 * From the write-ahead log to outbox events, in commit order. The only package that knows Debezium: what it hands over is
 * {@link com.everyoneslecture.capture.OutboxEvent}, and another capture could take its place.
 */
@NullMarked
package com.everyoneslecture.capture;

import org.jspecify.annotations.NullMarked;
