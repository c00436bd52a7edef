package com.everyoneslecture.outbox.service.body;

import com.everyoneslecture.outbox.service.problem.ProblemResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 413 to a request whose body is too large, before any handler reads it. A body with a declared length is rejected by
 * that length. Any other body, in chunks or over HTTP/2 too, is read up to the limit first, so a client cannot make the service
 * hold more than the limit, and a handler waits for no client. A body that takes too long is answered with 408.
 */
public final class BodyLimit extends OncePerRequestFilter {

    // After the filter that measures requests, so that rejections are counted.
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

    private static final int PIECE_BYTES = 8_192;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int maxBytes;
    private final Duration patience;

    BodyLimit(int maxBytes) {
        this(maxBytes, PATIENCE);
    }

    BodyLimit(int maxBytes, Duration patience) {
        this.maxBytes = maxBytes;
        this.patience = patience;
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
        } else if (request.getContentLengthLong() == 0) {
            chain.doFilter(request, response);
        } else {
            filterBody(request, response, chain);
        }
    }

    private void filterBody(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body;
        try {
            body = read(request.getInputStream());
        } catch (SlowBodyException e) {
            ProblemResponse.write(
                    request,
                    response,
                    HttpStatus.REQUEST_TIMEOUT,
                    "The body did not arrive within " + patience.toSeconds() + " seconds.");
            return;
        } catch (IOException e) {
            ProblemResponse.write(request, response, HttpStatus.BAD_REQUEST, "The body could not be read to its end.");
            return;
        }
        if (body.length > maxBytes) {
            refuse(request, response);
        } else {
            chain.doFilter(body.length == 0 ? request : new BufferedRequest(request, body), response);
        }
    }

    private byte[] read(InputStream in) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        byte[] piece = new byte[Math.min(maxBytes + 1, PIECE_BYTES)];
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int read = in.read(piece);
        while (read >= 0) {
            body.write(piece, 0, read);
            if (body.size() > maxBytes) {
                return body.toByteArray();
            }
            if (System.nanoTime() > deadline) {
                throw new SlowBodyException();
            }
            read = in.read(piece, 0, Math.min(piece.length, maxBytes + 1 - body.size()));
        }
        return body.toByteArray();
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemResponse.write(
                request,
                response,
                HttpStatus.CONTENT_TOO_LARGE,
                "The body is larger than the " + maxBytes + " bytes that are allowed.");
    }

    private static final class SlowBodyException extends IOException {

        private static final long serialVersionUID = 1;
    }
}
