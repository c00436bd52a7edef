package com.everyoneslecture.console.rest;

import com.everyoneslecture.console.flow.Causes;
import com.everyoneslecture.console.operate.RelayRefusedException;
import com.everyoneslecture.console.stream.TooManyViewersException;
import com.everyoneslecture.outbox.service.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.databind.JsonNode;

/** The problems of the console, besides those that all services have; most of them name a remedy. */
@RestControllerAdvice
class ConsoleProblems extends Problems {

    /** PostgreSQL's SQLSTATE for a statement that took longer than the role's limit. */
    private static final String QUERY_CANCELED = "57014";

    static ErrorResponseException of(HttpStatus status, String detail) {
        return new ErrorResponseException(status, problem(status, detail), null);
    }

    static ErrorResponseException of(HttpStatus status, String detail, String remedy) {
        return new ErrorResponseException(status, problem(status, detail, remedy), null);
    }

    static void requireDemonstration(SessionApi.Session session) {
        if (!session.demonstration()) {
            throw of(
                    HttpStatus.NOT_FOUND,
                    "this console can break components in demonstration mode only",
                    "./outbox up --demonstration");
        }
    }

    @ExceptionHandler
    ProblemDetail databaseFailed(SQLException failure) {
        if (QUERY_CANCELED.equals(failure.getSQLState())) {
            return problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "the search in the database took too long and was cancelled",
                    "search among the newest events, or query the database directly");
        }
        return unreachable("the database: " + Causes.of(failure));
    }

    @ExceptionHandler
    ProblemDetail kafkaUnreachable(KafkaException failure) {
        return unreachable("Kafka: " + Causes.of(failure));
    }

    @ExceptionHandler
    ProblemDetail failed(ExecutionException failure) {
        return unreachable("Kafka: " + Causes.of(failure));
    }

    @ExceptionHandler
    ProblemDetail tooManyPages(TooManyViewersException failure) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, failure.getMessage(), "close one");
    }

    /** A page that is closed ends its stream with this exception; no client reads an answer to it. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> io(IOException failure, HttpServletRequest request) {
        return DisconnectedClientHelper.isClientDisconnectedException(failure) ? null : failed(failure, request);
    }

    @ExceptionHandler
    ResponseEntity<JsonNode> refused(RelayRefusedException refusal) {
        return refusal.answer();
    }

    private static ProblemDetail unreachable(String detail) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, detail, "start it, or see its log; then try again");
    }

    private static ProblemDetail problem(HttpStatus status, @Nullable String detail, String remedy) {
        ProblemDetail problem = problem(status, detail);
        problem.setProperty("remedy", remedy);
        return problem;
    }
}
