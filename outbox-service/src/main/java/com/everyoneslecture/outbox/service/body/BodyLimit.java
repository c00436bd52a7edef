package com.everyoneslecture.outbox.service.body;

import com.everyoneslecture.outbox.service.problem.ProblemResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 413 to a request whose body is too large, before any handler reads it. A body that announces its length is
 * rejected by that length. A body that comes in chunks is read up to the limit first, so a client makes the service hold
 * no more than the limit.
 */
public final class BodyLimit extends OncePerRequestFilter {

    // After the filter that measures requests, so that rejections are counted.
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

    private final int maxBytes;

    BodyLimit(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Returns the filter for some addresses.
     *
     * @param maxBytes the largest body
     * @param patterns of the addresses, such as {@code /api/*}
     */
    public static FilterRegistrationBean<BodyLimit> of(int maxBytes, String... patterns) {
        FilterRegistrationBean<BodyLimit> registration = new FilterRegistrationBean<>(new BodyLimit(maxBytes));
        registration.setName("bodyLimit" + String.join("", patterns));
        registration.addUrlPatterns(patterns);
        registration.setOrder(ORDER);
        return registration;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > maxBytes) {
            refuse(request, response);
        } else if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null) {
            chain.doFilter(request, response);
        } else {
            filterChunked(request, response, chain);
        }
    }

    private void filterChunked(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body;
        try {
            body = request.getInputStream().readNBytes(maxBytes + 1);
        } catch (IOException e) {
            ProblemResponse.write(request, response, HttpStatus.BAD_REQUEST, "The body could not be read to its end.");
            return;
        }
        if (body.length > maxBytes) {
            refuse(request, response);
        } else {
            chain.doFilter(new BufferedRequest(request, body), response);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemResponse.write(
                request,
                response,
                HttpStatus.CONTENT_TOO_LARGE,
                "The body is larger than the " + maxBytes + " bytes that are read.");
    }
}
