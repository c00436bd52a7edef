package com.everyoneslecture.outbox.service.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/**
 * Turns exceptions into problems. Errors of a client are not logged. A failure of the service is logged here, once, and the
 * answer reveals no internals of the service.
 */
@Import(ProblemConfiguration.class)
public abstract class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    @ExceptionHandler
    protected ProblemDetail invalid(InvalidRequestException e) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, e.getMessage());
        if (!e.fields().isEmpty()) {
            problem.setProperty("errors", e.fields());
        }
        return problem;
    }

    /** Answers a form that Tomcat cannot read. */
    @ExceptionHandler
    protected ProblemDetail invalid(InvalidParameterException e) {
        return problem(HttpStatus.BAD_REQUEST, "The parameters of the request are malformed.");
    }

    @ExceptionHandler
    protected ProblemDetail invalid(MultipartException e) {
        return problem(HttpStatus.BAD_REQUEST, "The body is not a multipart form.");
    }

    /** Answers every exception that no other method handles. */
    @ExceptionHandler
    protected ResponseEntity<ProblemDetail> failed(Exception failure, HttpServletRequest request) {
        return internalError(failure, request, "The service failed to answer this request. Its log has the cause.");
    }

    /** Returns the remedy for a failure, for the log; empty if none is known. */
    protected String remedy(Exception failure) {
        return "";
    }

    /** Logs the failure and answers 500. */
    protected ResponseEntity<ProblemDetail> internalError(
            Exception failure, HttpServletRequest request, String detail) {
        LoggingEventBuilder event = LOG.atError()
                .setCause(failure)
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getRequestURI());
        String remedy = remedy(failure);
        (remedy.isEmpty() ? event : event.addKeyValue("remedy", remedy)).log("a request failed");
        return ResponseEntity.internalServerError().body(problem(HttpStatus.INTERNAL_SERVER_ERROR, detail));
    }

    /**
     * Logs that a server is unreachable and answers 503 with {@code Retry-After}.
     *
     * @param cause one line for the log
     */
    protected static ResponseEntity<ProblemDetail> unavailable(
            String cause, HttpServletRequest request, String detail) {
        LOG.atWarn()
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getRequestURI())
                .addKeyValue("cause", cause)
                .log("a server that this request needs is unavailable");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(problem(HttpStatus.SERVICE_UNAVAILABLE, detail));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = e.getCause() instanceof JacksonException json
                ? "The body is not valid JSON" + place(json) + ": " + json.getOriginalMessage()
                : "The body is missing or cannot be read; it must be a JSON object.";
        return handleExceptionInternal(e, problem(status, detail), headers, status, request);
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String given =
                e.getContentType() == null ? "The body has no Content-Type" : e.getContentType() + " is not read";
        String detail = given + " here; send one of " + joined(e.getSupportedMediaTypes()) + ".";
        return handleExceptionInternal(e, problem(status, detail), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = "The response is only available as one of " + joined(e.getSupportedMediaTypes())
                + "; accept one of those.";
        return handleExceptionInternal(e, problem(status, detail), headers, status, request);
    }

    protected static ProblemDetail problem(HttpStatusCode status, @Nullable String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
