package com.everyoneslecture.console.login;

import com.everyoneslecture.outbox.service.problem.ProblemResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers refused requests with a problem that names the way to have them admitted. */
public final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    static final String READ_ONLY = "this console is read-only, because no login is configured";
    static final String HOW_TO_CHANGE =
            "configure console.login.users or spring.security.oauth2.client, or use demonstration mode: ./outbox up --demonstration";

    private static final String CHALLENGE = "Basic realm=\"outbox console\", charset=\"UTF-8\"";

    private final Access access;
    private final boolean hasPasswords;

    /** @param hasPasswords whether a client can log in with a name and a password */
    Refusals(Access access, boolean hasPasswords) {
        this.access = access;
        this.hasPasswords = hasPasswords;
    }

    /** Answers a caller that has not logged in, or whose login failed. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof TooManyAttemptsException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(LoginThrottle.PERIOD.toSeconds()));
            ProblemResponse.write(
                    request, response, HttpStatus.TOO_MANY_REQUESTS, failure.getMessage(), "try again in a minute");
        } else if (!access.hasLogin()) {
            ProblemResponse.write(request, response, HttpStatus.FORBIDDEN, READ_ONLY, HOW_TO_CHANGE);
        } else {
            challenge(request, response);
            boolean isWrong = failure instanceof BadCredentialsException;
            ProblemResponse.write(
                    request,
                    response,
                    HttpStatus.UNAUTHORIZED,
                    isWrong ? "the name or the password is wrong" : "this needs a login",
                    isWrong ? "try again" : "log in on the page" + (hasPasswords ? ", or send name and password" : ""));
        }
    }

    /** Answers a caller that has logged in. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        ProblemResponse.write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                "you may only read: only operators may change something",
                "ask for the right: console.login.operators grants it");
    }

    /** Sends no challenge to a page: the browser would ask for the password itself, and would never forget it. */
    private void challenge(HttpServletRequest request, HttpServletResponse response) {
        if (hasPasswords && request.getHeader("Sec-Fetch-Site") == null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
    }
}
