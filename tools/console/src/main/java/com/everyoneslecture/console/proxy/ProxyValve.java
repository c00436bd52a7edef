package com.everyoneslecture.console.proxy;

import com.everyoneslecture.outbox.service.problem.ProblemResponse;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Replaces scheme, {@code Host}, port and the client's address of a request that came through a trusted proxy by those that the client
 * used. So links, checks of {@code Origin}, limits per address and the {@code Secure} flag of cookies are right. Afterwards it removes the
 * headers; from all other requests it removes them unread. {@code X-Forwarded-Prefix} of a trusted proxy is kept for
 * {@link ForwardedHeaderFilter}. Used by any thread.
 */
public final class ProxyValve extends ValveBase {

    private static final String PREFIX = "X-Forwarded-Prefix";
    private static final List<String> REMOVED = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Proto",
            "X-Forwarded-Ssl");
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final TrustedProxies proxies;
    private final ForwardedHeaders kind;
    private final ReportedAddresses reported;

    /** @param kind the kind of headers that these proxies set; headers of the other kind may be a client's */
    public ProxyValve(TrustedProxies proxies, ForwardedHeaders kind) {
        super(true);
        this.proxies = proxies;
        this.kind = kind;
        this.reported = new ReportedAddresses(proxies);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // Tomcat has rejected the request if there is an error already.
        if (!response.isError()) {
            boolean isTrusted = proxies.trust(request.getPeerAddr());
            try {
                if (isTrusted) {
                    apply(address(request), request);
                }
            } catch (IllegalArgumentException e) {
                ProblemResponse.write(request, response, HttpStatus.BAD_REQUEST, "Malformed: " + e.getMessage() + ".");
                return;
            }
            MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
            REMOVED.forEach(headers::removeHeader);
            if (!isTrusted) {
                headers.removeHeader(PREFIX);
            }
        }
        getNext().invoke(request, response);
    }

    private ClientAddress address(Request request) {
        return kind == ForwardedHeaders.FORWARDED
                ? reported.ofForwarded(Collections.list(request.getHeaders("Forwarded")))
                : reported.ofXForwarded(name -> Collections.list(request.getHeaders(name)));
    }

    private static void apply(ClientAddress address, Request request) {
        if (address.client() != null) {
            request.setRemoteAddr(address.client());
            request.setRemoteHost(address.client());
        }
        if (address.scheme() == null && address.host() == null && address.port() == null) {
            return;
        }
        boolean isReported = address.scheme() != null;
        boolean isSecure = isReported ? "https".equals(address.scheme()) : request.isSecure();
        request.setSecure(isSecure);
        request.getCoyoteRequest().scheme().setString(isSecure ? "https" : "http");
        int usual = isSecure ? HTTPS_PORT : HTTP_PORT;
        String host = address.host() == null ? request.getServerName() : address.host();
        int port = port(address, request, usual);
        request.getCoyoteRequest().serverName().setString(host);
        request.getCoyoteRequest().setServerPort(port);
        request.getCoyoteRequest()
                .getMimeHeaders()
                .setValue("Host")
                .setString(port == usual ? host : host + ":" + port);
    }

    /** Returns the port in {@code Host}, or the usual one, if no proxy has reported a port. Tomcat would use that of the former scheme. */
    private static int port(ClientAddress address, Request request, int usual) {
        if (address.port() != null) {
            return address.port();
        }
        String header = address.host() == null ? request.getHeader("Host") : null;
        return header != null && header.matches(".*:[0-9]+") && !header.endsWith("]") ? request.getServerPort() : usual;
    }
}
