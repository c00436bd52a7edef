package com.everyoneslecture.console.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** Logs browsers in and out: a session whose identifier is in a cookie. Used by any thread. */
public final class LoginSession {

    private static final Logger LOG = LoggerFactory.getLogger(LoginSession.class);

    /** A working day. Sessions before a login end after {@code server.servlet.session.timeout}. */
    private static final Duration IDLE = Duration.ofHours(8);

    private final AuthenticationManager passwords;
    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();
    private final ChangeSessionIdAuthenticationStrategy newIdentifier = new ChangeSessionIdAuthenticationStrategy();

    LoginSession(AuthenticationManager passwords) {
        this.passwords = passwords;
    }

    /**
     * Logs in with a password.
     *
     * @throws AuthenticationException if name and password are not those of a user, or if there were too many attempts
     */
    public void begin(String name, String password, HttpServletRequest request, HttpServletResponse response) {
        UsernamePasswordAuthenticationToken attempt =
                UsernamePasswordAuthenticationToken.unauthenticated(name, password);
        attempt.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
        Authentication user = passwords.authenticate(attempt);
        request.getSession(true);
        newIdentifier.onAuthentication(user, request, response);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(user);
        SecurityContextHolder.setContext(context);
        sessions.saveContext(context, request, response);
        hasBegun(user, request);
    }

    /** Logs out. More than once does no harm. */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        Authentication user = Access.user(SecurityContextHolder.getContext().getAuthentication());
        new SecurityContextLogoutHandler().logout(request, response, user);
        if (user != null) {
            LOG.atInfo().addKeyValue("user", user.getName()).log("a user logged out");
        }
    }

    /**
     * Runs an action when the login of a request's user ends, by a logout or because its session expires. A login without a session, such
     * as HTTP Basic, has no such end.
     *
     * @param action must not wait; may run more than once, by another thread
     * @return an action that cancels the registration
     */
    public Runnable atEnd(HttpServletRequest request, Runnable action) {
        HttpSession session = request.getSession(false);
        if (session == null || Access.user(SecurityContextHolder.getContext().getAuthentication()) == null) {
            return () -> {};
        }
        return SessionEnd.of(session, action);
    }

    /** Extends the session of a user who has just logged in. */
    static void hasBegun(Authentication user, HttpServletRequest request) {
        request.getSession(true).setMaxInactiveInterval((int) IDLE.toSeconds());
        LOG.atInfo()
                .addKeyValue("user", user.getName())
                .addKeyValue("client", request.getRemoteAddr())
                .log("a user logged in");
    }
}
