package com.everyoneslecture.category;

import com.everyoneslecture.outbox.append.TraceParent;
import java.util.Optional;

/** Knows the trace that the calling thread works for, if any. */
@FunctionalInterface
public interface CurrentTrace {

    /** The trace of the work in hand; nothing outside a request or where the client sent none. */
    Optional<TraceParent> traceParent();
}
