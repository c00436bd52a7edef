package com.everyoneslecture.category.rest;

import com.everyoneslecture.category.CurrentTrace;
import com.everyoneslecture.outbox.append.TraceParent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The trace that the client of the current request named; nothing on a thread that answers none. */
@Component
class RequestTrace implements CurrentTrace {

    @Override
    public Optional<TraceParent> traceParent() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : Optional.empty();
    }

    private static Optional<TraceParent> of(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("traceparent"));
        // Two of them contradict each other; the standard has the trace begin anew then.
        return headers.size() == 1 ? TraceParent.parse(headers.get(0)) : Optional.empty();
    }
}
