package com.everyoneslecture.outbox.service.guard;

import com.everyoneslecture.outbox.service.problem.ProblemResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 403 to requests that a {@link BrowserGuard} rejects. */
public final class BrowserFilter extends OncePerRequestFilter {

    private static final String MANAGEMENT = "/actuator/";

    private final Function<HttpServletRequest, Optional<String>> guard;

    private BrowserFilter(Function<HttpServletRequest, Optional<String>> guard) {
        this.guard = guard;
    }

    /**
     * Returns the filter for host names that are not the service's, for all paths. Health and metrics are answered for every
     * name, so that probes need no configuration.
     */
    public static FilterRegistrationBean<BrowserFilter> ofNames(BrowserGuard guard) {
        return registration(
                "names", request -> isManagement(request) ? Optional.empty() : guard.refusalOfName(request), "/*");
    }

    /**
     * Returns the filter for pages of other origins.
     *
     * @param patterns of the addresses, such as {@code /api/*}
     */
    public static FilterRegistrationBean<BrowserFilter> ofForeignPages(BrowserGuard guard, String... patterns) {
        return registration("foreignPages", guard::refusalOfForeignPages, patterns);
    }

    private static FilterRegistrationBean<BrowserFilter> registration(
            String name, Function<HttpServletRequest, Optional<String>> guard, String... patterns) {
        FilterRegistrationBean<BrowserFilter> registration = new FilterRegistrationBean<>(new BrowserFilter(guard));
        registration.setName(name);
        registration.addUrlPatterns(patterns);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    private static boolean isManagement(HttpServletRequest request) {
        // The container's own path: a client can put any X-Forwarded-Prefix in front of the request's URI.
        return request.getServletPath().startsWith(MANAGEMENT);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> refusal = guard.apply(request);
        if (refusal.isPresent()) {
            ProblemResponse.write(request, response, HttpStatus.FORBIDDEN, refusal.get());
        } else {
            chain.doFilter(request, response);
        }
    }
}
