package com.everyoneslecture.outbox.service.request;

import com.everyoneslecture.outbox.service.problem.ProblemResponse;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Keeps a tenth of the web server's threads for health and metrics. If all other threads are busy, a request is answered with
 * 503 at once, so a probe recognizes a busy service as a live one.
 *
 * <p>A body that no handler has read is read here for a bounded time. Tomcat would read it afterwards, and wait for it on a
 * thread that is not counted.
 */
final class ThreadReserve extends ValveBase {

    private static final String MANAGEMENT = "/actuator/";
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final int MOST_DRAINED_BYTES = 2 * 1_024 * 1_024;
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(10);

    private final Semaphore free;

    /** @param threads all threads that the web server may have */
    ThreadReserve(int threads) {
        super(true);
        this.free = new Semaphore(Math.max(1, threads - Math.max(1, threads / 10)));
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isError() || request.isAsyncDispatching() || (!hasBody(request) && isManagement(request))) {
            // The end of an asynchronous request passes here again: its response must reach the client.
            getNext().invoke(request, response);
        } else if (free.tryAcquire()) {
            try {
                getNext().invoke(request, response);
                endBody(request, response);
            } finally {
                free.release();
            }
        } else {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            ProblemResponse.write(
                    request,
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The service answers too many requests at the moment; try again shortly.");
            dropBody(request);
        }
    }

    private static boolean isManagement(Request request) {
        String path = request.getRequestURI();
        // Null if Tomcat could not read the request line.
        return path != null && path.startsWith(MANAGEMENT);
    }

    private static boolean hasBody(Request request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private void endBody(Request request, Response response) throws IOException {
        if (request.isAsync() || !hasBody(request) || request.isFinished()) {
            return;
        }
        response.finishResponse();
        long deadline = System.nanoTime() + DRAIN_PATIENCE.toNanos();
        byte[] buffer = new byte[8_192];
        try {
            InputStream body = request.getStream();
            int drained = 0;
            while (!request.isFinished() && drained < MOST_DRAINED_BYTES && System.nanoTime() < deadline) {
                drained += Math.max(0, body.read(buffer));
            }
        } catch (IOException e) {
            container.getLogger().debug("the rest of a body could not be read", e);
        }
        dropBody(request);
    }

    /** Makes Tomcat close the connection instead of waiting for the rest of the body. */
    private static void dropBody(Request request) {
        if (hasBody(request) && !request.isFinished()) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }
}
