package com.everyoneslecture.category.rest;

import com.everyoneslecture.category.StaleVersionException;
import com.everyoneslecture.category.UnknownCategoryException;
import com.everyoneslecture.outbox.append.EventRejectedException;
import com.everyoneslecture.outbox.service.problem.DatabaseFailure;
import com.everyoneslecture.outbox.service.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.NoHandlerFoundException;

/** The problems of this service, in addition to those of all services. */
@RestControllerAdvice
class CategoryProblems extends Problems {

    @ExceptionHandler
    ProblemDetail unknown(UnknownCategoryException e) {
        return problem(HttpStatus.NOT_FOUND, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> stale(StaleVersionException e) {
        String current = EntityTags.of(e.currentVersion());
        return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
                .eTag(current)
                .body(problem(
                        HttpStatus.PRECONDITION_FAILED,
                        "The category's ETag is " + current + ", which the conditions of the request rule out."
                                + " Read the category again and decide whether the request still makes sense."));
    }

    // Rows are locked before a change, so only a writer without the lock can cause this.
    @ExceptionHandler
    ProblemDetail conflict(OptimisticLockingFailureException e) {
        return problem(
                HttpStatus.CONFLICT,
                "The category was changed by another request at the same moment; this request changed nothing."
                        + " Read the category again and repeat the request if it still makes sense.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(EventRejectedException e, HttpServletRequest request) {
        return internalError(
                e,
                request,
                "Nothing was changed, because the event of the change could not be recorded. The service's log has the cause.");
    }

    @Override
    protected ResponseEntity<ProblemDetail> failed(Exception e, HttpServletRequest request) {
        DatabaseFailure failure = DatabaseFailure.of(e);
        return failure.unavailable()
                ? unavailable(
                        failure.sqlState() + " "
                                + NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                        request,
                        outcome(e, request))
                : super.failed(e, request);
    }

    // If the connection breaks during a commit, the outcome of the commit is unknown.
    private static String outcome(Exception e, HttpServletRequest request) {
        return e instanceof CannotCreateTransactionException
                        || Set.of("GET", "HEAD").contains(request.getMethod())
                ? "The database is not available at the moment; nothing was changed. Repeat the request later."
                : "The database became unavailable during the request. The change may have been made nevertheless:"
                        + " read the category before you repeat the request.";
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail =
                e.getMethod() + " is not possible here; use one of " + headers.getFirst(HttpHeaders.ALLOW) + ".";
        return handleExceptionInternal(e, problem(status, detail), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoHandlerFoundException(
            NoHandlerFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = "There is no resource at this address; categories are at " + LectureCategoryApi.PATH + ".";
        return handleExceptionInternal(e, problem(status, detail), headers, status, request);
    }
}
