/**
 * The conventions that producers and consumers of events share besides the bytes of an event: the names of topics, consumer
 * groups and channels, and the headers of a record.
 */
@NullMarked
package com.everyoneslecture.outbox.event;

import org.jspecify.annotations.NullMarked;
