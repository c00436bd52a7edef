package com.everyoneslecture.console.rest;

import com.everyoneslecture.console.login.Access;
import com.everyoneslecture.console.login.LoginSession;
import com.everyoneslecture.console.login.LoginWays;
import com.everyoneslecture.console.login.Refusals;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The information that a page or a script needs first, and the login of the caller. */
@RestController
public class SessionApi {

    private final Session session;
    private final Access access;
    private final LoginWays ways;
    private final LoginSession logins;
    private final Refusals refusals;

    SessionApi(Session session, Access access, LoginWays ways, LoginSession logins, Refusals refusals) {
        this.session = session;
        this.access = access;
        this.ways = ways;
        this.logins = logins;
        this.refusals = refusals;
    }

    @GetMapping("/api/session")
    @Operation(
            summary =
                    "The token that every change needs, in the header X-Console-Token; what this console shows; the caller's name and rights.")
    public Answer session(HttpServletRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return new Answer(
                session.demonstration(),
                session.token(),
                session.topic(),
                session.group(),
                session.slot(),
                session.logCommand(),
                request.getRemoteUser(),
                ways,
                access.mayRead(caller),
                access.whyNoChange(caller));
    }

    @PostMapping("/api/login")
    @Operation(
            summary =
                    "Logs a browser in: {user, password}. The session is in a cookie. Programs send HTTP Basic instead.")
    public void logIn(@RequestBody Credentials credentials, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            logins.begin(
                    credentials.user() == null ? "" : credentials.user(),
                    credentials.password() == null ? "" : credentials.password(),
                    request,
                    response);
            response.setStatus(HttpStatus.NO_CONTENT.value());
        } catch (AuthenticationException e) {
            refusals.commence(request, response, e);
        }
    }

    @PostMapping("/api/logout")
    @Operation(summary = "Logs a browser out of this console. Repeating it has no effect.")
    public void logOut(HttpServletRequest request, HttpServletResponse response) {
        logins.end(request, response);
        response.setStatus(HttpStatus.NO_CONTENT.value());
    }

    /**
     * The settings of this console.
     *
     * @param demonstration whether every client may change and break anything
     * @param token the value of the header for requests that change something; a new one after each start
     * @param logCommand the command that shows the log of a component, whose name stands there as {@code {component}}; null if unknown
     */
    public record Session(
            boolean demonstration,
            String token,
            String topic,
            String group,
            String slot,
            @Nullable String logCommand) {

        /** Omits the token. */
        @Override
        public String toString() {
            return "Session[demonstration=" + demonstration + "]";
        }
    }

    /**
     * The settings of this console, and the caller.
     *
     * @param logCommand the command that shows the log of {@code {component}}; null if unknown
     * @param user the name of the caller; null if it has not logged in
     * @param login the ways to log in
     * @param mayRead whether the caller may read anything else
     * @param whyNoChange null if the caller may change something
     */
    public record Answer(
            boolean demonstration,
            String token,
            String topic,
            String group,
            String slot,
            @Nullable String logCommand,
            @Nullable String user,
            LoginWays login,
            boolean mayRead,
            Access.@Nullable Reason whyNoChange) {

        /** Omits the token. */
        @Override
        public String toString() {
            return "Answer[user=" + user + "]";
        }
    }

    /** The name and the password that a client sends. */
    public record Credentials(
            @Nullable String user, @Nullable String password) {

        /** Omits the password, and the name, because that may be a password. */
        @Override
        public String toString() {
            return "Credentials[]";
        }
    }
}
