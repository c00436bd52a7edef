/**
 * Continues the traces of events: a span for each published event whose trace is recorded. Depends on Micrometer Tracing, but
 * neither on OpenTelemetry nor on Spring.
 */
@NullMarked
package com.everyoneslecture.relay.trace;

import org.jspecify.annotations.NullMarked;
