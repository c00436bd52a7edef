package com.everyoneslecture.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets requests in. None while operations are off; and none of a browser's page, for a page of any site may send requests to
 * the addresses that its reader's machine can reach. Browsers name the page's site in headers that no page can change.
 */
final class Admission extends OncePerRequestFilter {

    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private final Supplier<OperationsSettings> settings;
    private final Supplier<HandlerExceptionResolver> problems;

    /** Asks for neither before the first request: filters are made before it is known whether the configuration is right. */
    Admission(Supplier<OperationsSettings> settings, Supplier<HandlerExceptionResolver> problems) {
        this.settings = settings;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!settings.get().enabled()) {
            refuse(request, response, HttpStatus.NOT_FOUND, "This is off; relay.operations.enabled=true turns it on.");
        } else if (isOfAPage(request)) {
            refuse(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "This is for servers and tools, and not for a page in a browser.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isOfAPage(HttpServletRequest request) {
        String site = request.getHeader(FETCH_SITE);
        return request.getHeader(HttpHeaders.ORIGIN) != null || (site != null && !site.equals("none"));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail) {
        problems.get().resolveException(request, response, null, new Refusal(status, detail));
    }
}
