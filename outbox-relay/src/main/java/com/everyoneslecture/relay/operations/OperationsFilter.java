package com.everyoneslecture.relay.operations;

import com.everyoneslecture.outbox.service.guard.BrowserGuard;
import com.everyoneslecture.outbox.service.problem.ProblemResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Accepts requests of servers and tools if operations are enabled, and rejects those of a page in a browser. */
final class OperationsFilter extends OncePerRequestFilter {

    private final Supplier<OperationsSettings> settings;

    /** Reads the settings at the first request, because filters are created before the configuration is checked. */
    OperationsFilter(Supplier<OperationsSettings> settings) {
        this.settings = settings;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!settings.get().enabled()) {
            ProblemResponse.write(
                    request,
                    response,
                    HttpStatus.NOT_FOUND,
                    "The operations are disabled; relay.operations.enabled=true enables them.");
            return;
        }
        BrowserGuard guard = new BrowserGuard(
                "relay", "relay.operations.hosts", settings.get().hosts());
        Optional<String> rejection = guard.refusalOfHost(request).or(() -> guard.refusalOfPages(request));
        if (rejection.isPresent()) {
            ProblemResponse.write(request, response, HttpStatus.FORBIDDEN, rejection.get());
        } else {
            chain.doFilter(request, response);
        }
    }
}
