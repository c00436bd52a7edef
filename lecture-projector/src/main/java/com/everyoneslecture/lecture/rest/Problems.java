package com.everyoneslecture.lecture.rest;

import com.everyoneslecture.lecture.IncompleteTopicException;
import com.everyoneslecture.outbox.retry.Decision.Lasting;
import com.everyoneslecture.outbox.retry.Decision.Retry;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.retry.FailureText;
import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns every failure of a request into a problem; what Spring knows of itself, it turns into one itself. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    private final FailurePolicy policy;

    Problems(FailurePolicy policy) {
        this.policy = policy;
    }

    @ExceptionHandler
    ProblemDetail badPage(BadPageException failure) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail notFound(NotFoundException failure) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail incompleteTopic(IncompleteTopicException failure) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT,
                failure.getMessage() + " Send {\"evenIfIncomplete\": true} to have it rebuilt all the same.");
    }

    @ExceptionHandler
    ProblemDetail noTopic(UnknownTopicOrPartitionException failure) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT, "The topic does not exist, so there is nothing to rebuild the read model from.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(
                failure,
                ProblemDetail.forStatusAndDetail(
                        status, "The body must be {} or {\"evenIfIncomplete\": true}, in JSON."),
                headers,
                status,
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(
                failure,
                ProblemDetail.forStatusAndDetail(status, failure.getPropertyName() + " must be a whole number."),
                headers,
                status,
                request);
    }

    /** Away means retriable, by the same policy as in the loop. Nothing of the failure itself goes out. */
    @ExceptionHandler({DataAccessException.class, SQLException.class, KafkaException.class})
    ResponseEntity<ProblemDetail> away(Exception failure) {
        // A service that cannot connect is no less away for its reader if only a person can put that right.
        if (failure instanceof CannotGetJdbcConnectionException || policy.decide(failure) instanceof Retry) {
            LOG.atWarn().addKeyValue("cause", FailureText.ofCause(failure)).log("A request found a server away");
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .body(ProblemDetail.forStatusAndDetail(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "The database or Kafka is away at the moment; try again shortly."));
        }
        return ResponseEntity.internalServerError().body(unexpected(failure));
    }

    @ExceptionHandler
    ProblemDetail unexpected(Exception failure) {
        String remedy = policy.decide(failure) instanceof Lasting lasting ? lasting.remedy() : "";
        LOG.atError().addKeyValue("remedy", remedy).setCause(failure).log("A request failed");
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "The request failed in the service; its log says why.");
    }
}
