package com.everyoneslecture.category;

import com.everyoneslecture.outbox.append.TraceParent;
import java.util.Optional;

/** Returns the trace of the calling thread's request, if any. */
@FunctionalInterface
public interface CurrentTrace {

    /** Returns the trace of the current request; empty outside a request or if the client sent none. */
    Optional<TraceParent> traceParent();
}
