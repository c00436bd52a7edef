package com.everyoneslecture.console.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets requests in that come from the console's own page, or from a program, and no others:
 *
 * <ul>
 *   <li>The host has to be this machine's, or one that is configured: a name that somebody bends to 127.0.0.1 is neither.
 *   <li>What changes something must not come from another origin, neither through the API nor through the front door.
 *   <li>What changes something through the API needs the token besides, which a page of another origin cannot read.
 * </ul>
 */
public final class RequestGuard extends OncePerRequestFilter {

    /** The header that the token is in. */
    public static final String TOKEN = "X-Console-Token";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    /** uPlot sets styles by script, which counts as inline. */
    private static final String CONTENT_SECURITY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final List<String> hosts;
    private final String token;

    /** @param hosts names besides the loopback's */
    public RequestGuard(List<String> hosts, String token) {
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        this.token = token;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        String refusal = refusal(request);
        if (refusal == null) {
            chain.doFilter(request, response);
        } else {
            refuse(response, refusal);
        }
    }

    private @Nullable String refusal(HttpServletRequest request) {
        String host = host(request);
        if (!LOOPBACK.contains(host) && !hosts.contains(host)) {
            return "'" + host + "' is not a name of this console; if it shall be, add it to console.hosts";
        }
        if (SAFE.contains(request.getMethod())) {
            return null;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !origin.equals(ownOrigin(request))) {
            return "a page of " + origin + " may change nothing here";
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return "a page of another origin may change nothing here";
        }
        return request.getRequestURI().startsWith("/api/") && !bearsToken(request)
                ? "the token is missing or wrong: GET /api/session says it, and it goes into the header " + TOKEN
                : null;
    }

    // The header itself, and not getServerName(): that may be what X-Forwarded-Host says, which a page can write.
    private static String host(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.HOST);
        return header == null ? "" : PORT.matcher(header).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    private static String ownOrigin(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        return URI.create(request.getScheme() + "://" + host).toString();
    }

    private boolean bearsToken(HttpServletRequest request) {
        String given = request.getHeader(TOKEN);
        return given != null && MessageDigest.isEqual(given.getBytes(UTF_8), token.getBytes(UTF_8));
    }

    private static void refuse(HttpServletResponse response, String why) throws IOException {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(UTF_8.name());
        String detail = why.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
        response.getWriter().write("{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"" + detail + "\"}");
    }
}
