package com.everyoneslecture.outbox.spring;

import com.everyoneslecture.outbox.append.TraceParent;
import java.util.Optional;

/** Knows the trace that the calling thread works for, if any. */
@FunctionalInterface
interface CurrentTrace {

    Optional<TraceParent> traceParent();
}
