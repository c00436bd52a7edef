/**
 * The database side of the relay: how it connects, what it needs to find there, and the replication slot, which is its
 * only read position.
 */
@NullMarked
package com.everyoneslecture.slot;

import org.jspecify.annotations.NullMarked;
