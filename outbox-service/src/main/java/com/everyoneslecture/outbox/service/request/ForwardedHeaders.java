package com.everyoneslecture.outbox.service.request;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ForwardedHeaderUtils;
import org.springframework.web.util.UriComponents;

/** Reads the headers by which a proxy names the address that its client used. Links in answers begin with that address. */
final class ForwardedHeaders {

    private static final List<String> NAMES = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            "X-Forwarded-Ssl");

    private static final URI OWN = URI.create("http://localhost/");
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}]");
    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)*/?");
    private static final int MAX_PORT = 65_535;

    private ForwardedHeaders() {}

    /** Returns the fault of the headers, if they name no address of the web. */
    static Optional<String> fault(HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        NAMES.forEach(name -> headers.addAll(name, Collections.list(request.getHeaders(name))));
        headers.headerNames().stream()
                .filter(name -> headers.getOrEmpty(name).isEmpty())
                .toList()
                .forEach(headers::remove);
        return headers.isEmpty() || areValid(headers)
                ? Optional.empty()
                : Optional.of("A Forwarded or X-Forwarded header does not name an address of http or https.");
    }

    private static boolean areValid(HttpHeaders headers) {
        try {
            UriComponents address =
                    ForwardedHeaderUtils.adaptFromForwardedHeaders(OWN, headers).build();
            ForwardedHeaderUtils.parseForwardedFor(OWN, headers, null);
            return SCHEMES.contains(String.valueOf(address.getScheme()))
                    && HOST.matcher(String.valueOf(address.getHost())).matches()
                    && address.getPort() <= MAX_PORT
                    && headers.getOrEmpty("X-Forwarded-Prefix").stream()
                            .flatMap(Pattern.compile(",")::splitAsStream)
                            .allMatch(prefix -> PREFIX.matcher(prefix.strip()).matches());
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            // The last one is Spring's answer to a value without any element, such as ",".
            return false;
        }
    }
}
