package com.everyoneslecture.outbox.service.guard;

import com.everyoneslecture.outbox.service.problem.ProblemResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 403 to requests by a name that is none of the service's. Health and metrics are answered by every name, so that
 * probes need no configuration.
 */
public final class HostFilter extends OncePerRequestFilter {

    private static final String MANAGEMENT = "/actuator/";

    private final BrowserGuard guard;

    private HostFilter(BrowserGuard guard) {
        this.guard = guard;
    }

    /** Returns the filter for all addresses of a service. */
    public static FilterRegistrationBean<HostFilter> of(BrowserGuard guard) {
        FilterRegistrationBean<HostFilter> registration = new FilterRegistrationBean<>(new HostFilter(guard));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // The container's own path: X-Forwarded-Prefix, which anybody can send, stands in front of the request's URI.
        return request.getServletPath().startsWith(MANAGEMENT);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> refusal = guard.refusalOfName(request);
        if (refusal.isPresent()) {
            ProblemResponse.write(request, response, HttpStatus.FORBIDDEN, refusal.get());
        } else {
            chain.doFilter(request, response);
        }
    }
}
