/**
 * Continues the traces of events: a span for each published event whose trace is recorded. Knows Micrometer Tracing, and neither
 * OpenTelemetry nor Spring.
 */
@NullMarked
package com.everyoneslecture.relay.trace;

import org.jspecify.annotations.NullMarked;
