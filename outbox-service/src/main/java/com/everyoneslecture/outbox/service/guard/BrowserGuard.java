package com.everyoneslecture.outbox.service.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * Recognizes requests that a page of another site causes a browser to send.
 *
 * <p>A browser names the page's site in headers that no page can change. It does not if it assumes that the page belongs to
 * this server: a site can point its own name to this address after its page was loaded (DNS rebinding). {@code Host} then
 * contains that name, so only the service's own names are accepted.
 */
public final class BrowserGuard {

    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private final String service;
    private final String key;
    private final List<String> hosts;

    /**
     * Guards one service.
     *
     * @param service the name of the service in a message, such as {@code relay}
     * @param key of the configuration that adds a host
     * @param hosts names and addresses of the service, in addition to those of loopback
     */
    public BrowserGuard(String service, String key, List<String> hosts) {
        this.service = service;
        this.key = key;
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /** Returns the reason for a rejection if {@code Host} is not a name of the service. */
    public Optional<String> refusalOfHost(HttpServletRequest request) {
        String host = host(request);
        return LOOPBACK.contains(host) || hosts.contains(host)
                ? Optional.empty()
                : Optional.of(
                        "'" + host + "' is not a name of this " + service + "; to allow it, add it to " + key + ".");
    }

    /**
     * Returns the reason for a rejection if {@code Host} is neither a name of the service nor an IP address. A site can point
     * only names to another address, so probes and scrapers may use any address of the service.
     */
    public Optional<String> refusalOfName(HttpServletRequest request) {
        return ADDRESS.matcher(host(request)).matches() ? Optional.empty() : refusalOfHost(request);
    }

    // Reads the header and not getServerName(), which may be the value of X-Forwarded-Host, which a page can write.
    private static String host(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.HOST);
        return header == null ? "" : PORT.matcher(header).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    /** Returns the reason for a rejection if any page sent the request, also one of this service. */
    public Optional<String> refusalOfPages(HttpServletRequest request) {
        String site = request.getHeader(FETCH_SITE);
        return request.getHeader(HttpHeaders.ORIGIN) != null || (site != null && !site.equals("none"))
                ? Optional.of("This endpoint is for servers and tools, not for a page in a browser.")
                : Optional.empty();
    }

    /** Returns the reason for a rejection if a page of another origin sent the request. */
    public Optional<String> refusalOfForeignPages(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String own = request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST);
        if (origin != null && !origin.equals(own)) {
            return Optional.of("A page of " + origin + " may not call this.");
        }
        String site = request.getHeader(FETCH_SITE);
        return site != null && !site.equals("same-origin") && !site.equals("none")
                ? Optional.of("A page of another origin may not call this.")
                : Optional.empty();
    }
}
