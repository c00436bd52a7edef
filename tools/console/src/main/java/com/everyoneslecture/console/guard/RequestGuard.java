package com.everyoneslecture.console.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.service.guard.BrowserGuard;
import com.everyoneslecture.outbox.service.problem.ProblemResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Admits requests from the console's own page and from programs, and rejects all others:
 *
 * <ul>
 *   <li>The host has to be this machine's, or a configured one. A foreign name that resolves to 127.0.0.1 is rejected.
 *   <li>A page of another origin can neither call the API nor change anything through the front door.
 *   <li>A request that changes something also needs the token, which a page of another origin cannot read. A program without cookies needs
 *       no token for the front door.
 * </ul>
 */
public final class RequestGuard extends OncePerRequestFilter {

    /** The header with the token. */
    public static final String TOKEN = "X-Console-Token";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** The services behind the front door. */
    private static final Set<String> SERVICES = Set.of("category", "lecture");

    /** uPlot sets styles by script, which counts as inline. */
    private static final String CONTENT_SECURITY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final BrowserGuard browsers;
    private final String token;

    /** @param hosts the accepted names besides those of the loopback */
    public RequestGuard(List<String> hosts, String token) {
        this.browsers = new BrowserGuard("console", "console.hosts", hosts);
        this.token = token;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (firstSegment(request).equals("api")) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        Optional<String> refusal = refusal(request);
        if (refusal.isPresent()) {
            ProblemResponse.write(request, response, HttpStatus.FORBIDDEN, refusal.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<String> refusal(HttpServletRequest request) {
        String place = firstSegment(request);
        // Probes of an orchestrator call the console by the address of its pod; health has nothing to protect.
        if (place.equals("actuator") && SAFE.contains(request.getMethod())) {
            return Optional.empty();
        }
        Optional<String> host = browsers.refusalOfHost(request);
        if (host.isPresent() || (SAFE.contains(request.getMethod()) && !place.equals("api"))) {
            return host;
        }
        return browsers.refusalOfForeignPages(request).or(() -> refusalOfToken(request, place));
    }

    private Optional<String> refusalOfToken(HttpServletRequest request, String place) {
        boolean isProgramAtTheDoor = SERVICES.contains(place) && request.getHeader(HttpHeaders.COOKIE) == null;
        return !SAFE.contains(request.getMethod()) && !isProgramAtTheDoor && !bearsToken(request)
                ? Optional.of(
                        "the token is missing or wrong: GET /api/session returns it; send it in the header " + TOKEN)
                : Optional.empty();
    }

    /** Decodes the segment and drops its parameters, as Spring does before it chooses a handler. */
    private static String firstSegment(HttpServletRequest request) {
        return RequestPath.parse(request.getRequestURI(), request.getContextPath())
                .pathWithinApplication()
                .elements()
                .stream()
                .filter(PathContainer.PathSegment.class::isInstance)
                .map(PathContainer.PathSegment.class::cast)
                .map(PathContainer.PathSegment::valueToMatch)
                .findFirst()
                .orElse("");
    }

    private boolean bearsToken(HttpServletRequest request) {
        String given = request.getHeader(TOKEN);
        return given != null && MessageDigest.isEqual(given.getBytes(UTF_8), token.getBytes(UTF_8));
    }
}
