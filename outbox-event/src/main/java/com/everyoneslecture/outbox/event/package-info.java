/**
 * What producers and consumers of events agree on beyond the bytes of an event: how topics, consumer groups and channels
 * are named, and which headers a record carries.
 */
@NullMarked
package com.everyoneslecture.outbox.event;

import org.jspecify.annotations.NullMarked;
