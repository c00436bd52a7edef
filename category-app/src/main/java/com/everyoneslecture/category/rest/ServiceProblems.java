package com.everyoneslecture.category.rest;

import com.everyoneslecture.outbox.append.OutboxRowRefusedException;
import jakarta.persistence.PersistenceException;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what is wrong with the service or its database. Each is logged here, once, and told without its inside. */
@RestControllerAdvice
@Order
class ServiceProblems {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProblems.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    @ExceptionHandler({
        DataAccessException.class,
        TransactionException.class,
        PersistenceException.class,
        SQLException.class
    })
    ResponseEntity<ProblemDetail> database(Exception e, HttpServletRequest request) {
        DatabaseFailure failure = DatabaseFailure.of(e);
        if (!failure.unavailable()) {
            return unexpected(e, request);
        }
        LOG.atWarn()
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getRequestURI())
                .addKeyValue("sqlState", failure.sqlState())
                .addKeyValue("cause", rootOf(e).getMessage())
                .log("the database is unavailable");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, outcome(e, request)));
    }

    // A connection that breaks while it commits leaves open whether the commit took place.
    private static String outcome(Exception e, HttpServletRequest request) {
        boolean nothingDone = e instanceof CannotCreateTransactionException
                || request.getMethod().equals("GET")
                || request.getMethod().equals("HEAD");
        return nothingDone
                ? "The database is not available at the moment; nothing was changed. Repeat the request later."
                : "The database became unavailable during the request. The change may have been made all the same:"
                        + " read before you repeat it.";
    }

    // Rows are locked before they are changed, so this takes somebody who changes them without the lock.
    @ExceptionHandler
    ProblemDetail conflict(OptimisticLockingFailureException e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT,
                "The category was changed by somebody else at the same moment; nothing was changed by this request."
                        + " Read the category again and repeat the request if it still makes sense.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(OutboxRowRefusedException e, HttpServletRequest request) {
        log(e, request);
        return internalError(
                "Nothing was changed, for the change's event could not be recorded. The service's log says why.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e, HttpServletRequest request) {
        log(e, request);
        return internalError("The service failed to answer this request. Its log says why.");
    }

    private static void log(Exception e, HttpServletRequest request) {
        LOG.atError()
                .setCause(e)
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getRequestURI())
                .log("a request failed");
    }

    private static ResponseEntity<ProblemDetail> internalError(String detail) {
        return ResponseEntity.internalServerError()
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, detail));
    }

    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
