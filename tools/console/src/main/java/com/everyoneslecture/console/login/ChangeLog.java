package com.everyoneslecture.console.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Logs changes with user, client and path, without their bodies. It writes one line for each change that a logged-in user requests, and one
 * for each change that is refused because the user is no operator or because the console is read-only. A request without a login is not
 * logged, because clients send it first to receive the request for a password.
 */
final class ChangeLog extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Access access;

    ChangeLog(Access access) {
        this.access = access;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication user = Access.user(SecurityContextHolder.getContext().getAuthentication());
        try {
            chain.doFilter(request, response);
        } catch (AccessDeniedException denied) {
            logRefusal(request, user);
            throw denied;
        }
        if (!SAFE.contains(request.getMethod()) && user != null) {
            entry(Level.INFO, request, user)
                    .addKeyValue("status", response.getStatus())
                    .log("a user asked for a change");
        }
    }

    private void logRefusal(HttpServletRequest request, @Nullable Authentication user) {
        Access.Reason reason = access.whyNoChange(user);
        if (!SAFE.contains(request.getMethod()) && reason != null && reason != Access.Reason.LOG_IN) {
            entry(Level.WARN, request, user).addKeyValue("reason", reason).log("a change is rejected");
        }
    }

    private static LoggingEventBuilder entry(Level level, HttpServletRequest request, @Nullable Authentication user) {
        return LOG.atLevel(level)
                .addKeyValue("user", user == null ? "none" : user.getName())
                .addKeyValue("client", request.getRemoteAddr())
                .addKeyValue("request", request.getMethod() + " " + request.getRequestURI());
    }
}
