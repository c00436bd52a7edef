package com.everyoneslecture.lecture.rest;

import com.everyoneslecture.outbox.inbox.IncompleteTopicException;
import com.everyoneslecture.outbox.inbox.NothingToSkipException;
import com.everyoneslecture.outbox.retry.Decision.Lasting;
import com.everyoneslecture.outbox.retry.Decision.Retry;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.retry.FailureText;
import com.everyoneslecture.outbox.service.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;

/** The problems of this service, in addition to those of all services. */
@RestControllerAdvice
class LectureProblems extends Problems {

    private final FailurePolicy policy;

    LectureProblems(FailurePolicy policy) {
        this.policy = policy;
    }

    @ExceptionHandler
    ProblemDetail notFound(NotFoundException failure) {
        return problem(HttpStatus.NOT_FOUND, failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail incompleteTopic(IncompleteTopicException failure) {
        return problem(
                HttpStatus.CONFLICT,
                failure.getMessage() + " Send {\"evenIfIncomplete\": true} to rebuild it nevertheless.");
    }

    @ExceptionHandler
    ProblemDetail nothingToSkip(NothingToSkipException failure) {
        return problem(HttpStatus.CONFLICT, failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail noTopic(UnknownTopicOrPartitionException failure) {
        return problem(
                HttpStatus.CONFLICT,
                "The topic does not exist, so there is no record to rebuild the read model from, or to skip.");
    }

    /** Returns 503 for transient failures, and for every failed connection, whatever its remedy. */
    @ExceptionHandler({DataAccessException.class, SQLException.class, KafkaException.class})
    ResponseEntity<ProblemDetail> ofServer(Exception failure, HttpServletRequest request) {
        return failure instanceof CannotGetJdbcConnectionException || policy.decide(failure) instanceof Retry
                ? unavailable(
                        FailureText.ofCause(failure),
                        request,
                        "The database or Kafka is unreachable at the moment; try again shortly.")
                : failed(failure, request);
    }

    @Override
    protected String remedy(Exception failure) {
        return policy.decide(failure) instanceof Lasting lasting ? lasting.remedy() : "";
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        boolean skip = request instanceof ServletWebRequest servlet
                && servlet.getRequest().getRequestURI().endsWith("/skips");
        String detail = skip
                ? "The body must be like {\"partition\": 0, \"offset\": 7}, in JSON."
                : "The body must be {} or {\"evenIfIncomplete\": true}, in JSON.";
        return handleExceptionInternal(failure, problem(status, detail), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = failure.getPropertyName() + " must be a whole number.";
        return handleExceptionInternal(failure, problem(status, detail), headers, status, request);
    }
}
