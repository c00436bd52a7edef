package com.everyoneslecture.relay.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets requests in. None while operations are off; and none of a browser's page, for a page of any site may send requests to
 * the addresses that its reader's machine can reach.
 *
 * <p>Browsers name the page's site in headers that no page can change, unless they take the page for one of this server: a
 * site can have its own name bent to this address after its page was loaded. Then {@code Host} has that name, so the name must
 * be one that this relay is known to have.
 */
final class Admission extends OncePerRequestFilter {

    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

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
        String host = host(request);
        if (!settings.get().enabled()) {
            refuse(request, response, HttpStatus.NOT_FOUND, "This is off; relay.operations.enabled=true turns it on.");
        } else if (!isOwn(host, settings.get().hosts())) {
            refuse(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "'" + host + "' is not a name of this relay; if it shall be, add it to relay.operations.hosts.");
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

    // The header itself, and not getServerName(): that may be what X-Forwarded-Host says, which a page can write.
    private static String host(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.HOST);
        return header == null ? "" : PORT.matcher(header).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    private static boolean isOwn(String host, List<String> configured) {
        return LOOPBACK.contains(host) || configured.stream().anyMatch(host::equalsIgnoreCase);
    }

    private static boolean isOfAPage(HttpServletRequest request) {
        String site = request.getHeader(FETCH_SITE);
        return request.getHeader(HttpHeaders.ORIGIN) != null || (site != null && !site.equals("none"));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail) {
        problems.get().resolveException(request, response, null, new Refusal(status, detail));
    }
}
