/** Everything that the relay reports about itself: listeners, states, log lines and metrics. */
@NullMarked
package com.everyoneslecture.relay.report;

import org.jspecify.annotations.NullMarked;
