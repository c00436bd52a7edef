package com.everyoneslecture.category.rest;

import com.everyoneslecture.category.CurrentTrace;
import com.everyoneslecture.outbox.append.TraceParent;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The trace that the client of the current request sent; empty on a thread without a request. If there is a tracer, it
 * continues that trace, and the starter of the outbox takes the trace from the tracer.
 */
@Component
class RequestTrace implements CurrentTrace {

    private final boolean traced;

    RequestTrace(ObjectProvider<Tracer> tracer) {
        this.traced = tracer.getIfAvailable() != null;
    }

    @Override
    public Optional<TraceParent> traceParent() {
        return !traced && RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : Optional.empty();
    }

    private static Optional<TraceParent> of(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("traceparent"));
        // Two of them contradict each other; by the standard, a new trace begins then.
        return headers.size() == 1 ? TraceParent.parse(headers.get(0)) : Optional.empty();
    }
}
