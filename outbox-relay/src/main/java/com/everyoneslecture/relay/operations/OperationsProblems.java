package com.everyoneslecture.relay.operations;

import com.everyoneslecture.outbox.service.problem.Problems;
import com.everyoneslecture.relay.routing.UnroutedEventException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The problems of operations, in addition to those of all services. */
@RestControllerAdvice
class OperationsProblems extends Problems {

    private static final Logger LOG = LoggerFactory.getLogger(OperationsProblems.class);

    @ExceptionHandler
    ProblemDetail refused(RequestRejectedException rejection) {
        ProblemDetail problem = problem(rejection.status(), rejection.getMessage());
        rejection.properties().forEach(problem::setProperty);
        return problem;
    }

    @ExceptionHandler
    ProblemDetail unrouted(UnroutedEventException failure) {
        return problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                sentence(text(failure)) + " Nothing was published. Remedy: " + sentence(failure.remedy()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> incomplete(IncompleteReplayException failure, HttpServletRequest request) {
        ResponseEntity<ProblemDetail> answer = failed(failure.reason(), request);
        ProblemDetail problem = Objects.requireNonNull(answer.getBody());
        problem.setDetail(sentence(text(failure)) + " " + problem.getDetail());
        problem.setProperty("events", failure.done());
        return answer;
    }

    @Override
    protected ResponseEntity<ProblemDetail> failed(Exception failure, HttpServletRequest request) {
        if (failure instanceof InterruptedException || failure instanceof InterruptException) {
            return answer(HttpStatus.SERVICE_UNAVAILABLE, "The relay is stopping.");
        }
        if (failure instanceof IOException) {
            return answer(HttpStatus.BAD_REQUEST, "The body could not be read to its end.");
        }
        if (failure instanceof SQLException || failure instanceof KafkaException) {
            LOG.atWarn().addKeyValue("cause", text(failure)).log("an operation failed");
            return answer(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    (failure instanceof SQLException ? "PostgreSQL: " : "Kafka: ") + sentence(text(failure))
                            + " The findings show details.");
        }
        return internalError(failure, request, "The operation failed in the relay; its log has the cause.");
    }

    private static ResponseEntity<ProblemDetail> answer(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(problem(status, detail));
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }

    private static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }
}
