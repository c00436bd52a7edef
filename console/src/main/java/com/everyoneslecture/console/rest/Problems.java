package com.everyoneslecture.console.rest;

import com.everyoneslecture.console.flow.Causes;
import com.everyoneslecture.console.operate.RelayRefusedException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.JsonNode;

/** Says what went wrong, as a problem of RFC 9457. */
@RestControllerAdvice(basePackageClasses = Problems.class)
class Problems extends ResponseEntityExceptionHandler {

    static ErrorResponseException of(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    static void requireDemonstration(SessionApi.Session session) {
        if (!session.demonstration()) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                    HttpStatus.NOT_FOUND, "this console only shows; it changes things in demonstration mode alone");
            problem.setProperty("remedy", "./outbox up --demonstration");
            throw new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
        }
    }

    @ExceptionHandler
    ProblemDetail databaseAway(SQLException failure) {
        return away("the database: " + Causes.of(failure));
    }

    @ExceptionHandler
    ProblemDetail kafkaAway(KafkaException failure) {
        return away("Kafka: " + Causes.of(failure));
    }

    @ExceptionHandler
    ProblemDetail failed(ExecutionException failure) {
        return away(Causes.of(failure));
    }

    @ExceptionHandler
    ResponseEntity<JsonNode> refused(RelayRefusedException refusal) {
        return refusal.answer();
    }

    private static ProblemDetail away(String detail) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail);
    }
}
