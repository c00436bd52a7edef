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

/** Answers 403 to requests of pages of other origins. */
public final class ForeignPageFilter extends OncePerRequestFilter {

    private final BrowserGuard guard;

    private ForeignPageFilter(BrowserGuard guard) {
        this.guard = guard;
    }

    /**
     * Returns the filter for some addresses.
     *
     * @param patterns of the addresses, such as {@code /api/*}
     */
    public static FilterRegistrationBean<ForeignPageFilter> of(BrowserGuard guard, String... patterns) {
        FilterRegistrationBean<ForeignPageFilter> registration =
                new FilterRegistrationBean<>(new ForeignPageFilter(guard));
        registration.addUrlPatterns(patterns);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> refusal = guard.refusalOfForeignPages(request);
        if (refusal.isPresent()) {
            ProblemResponse.write(request, response, HttpStatus.FORBIDDEN, refusal.get());
        } else {
            chain.doFilter(request, response);
        }
    }
}
