/** Traces, off until there is a collector to export them to; see the decision on traces in docs/adr/0032-traces.md. */
@NullMarked
package com.everyoneslecture.outbox.service.tracing;

import org.jspecify.annotations.NullMarked;
