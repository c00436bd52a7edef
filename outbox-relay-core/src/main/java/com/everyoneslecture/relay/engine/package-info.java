/** Runs one session after another: opens it, keeps capture and publisher running together, and decides after a failure whether to retry or to halt. */
@NullMarked
package com.everyoneslecture.relay.engine;

import org.jspecify.annotations.NullMarked;
