package com.everyoneslecture.relay.operations;

import java.io.IOException;
import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Makes a problem of every failure; of what Spring refuses itself, such as a media type, it makes one, too. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail refused(Refusal refusal) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(refusal.status(), refusal.getMessage());
        refusal.properties().forEach(problem::setProperty);
        return problem;
    }

    @ExceptionHandler
    ProblemDetail incomplete(IncompleteReplayException failure) {
        ProblemDetail problem = failed(failure.reason());
        problem.setDetail(sentence(text(failure)) + " " + problem.getDetail());
        problem.setProperty("events", failure.done());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail failed(Throwable failure) {
        if (failure instanceof InterruptedException || failure instanceof InterruptException) {
            return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "The relay stops.");
        }
        if (failure instanceof IOException) {
            return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The body could not be read to its end.");
        }
        if (failure instanceof SQLException || failure instanceof KafkaException) {
            LOG.atWarn().addKeyValue("cause", text(failure)).log("an operation could not be done");
            return ProblemDetail.forStatusAndDetail(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    (failure instanceof SQLException ? "PostgreSQL: " : "Kafka: ") + sentence(text(failure))
                            + " The findings say more.");
        }
        LOG.atError().setCause(failure).log("an operation failed");
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "The operation failed in the relay; its log says why.");
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
