package com.everyoneslecture.console.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Decides what a request may do. A request counts as a change unless it is listed here as a read, so a new one is refused until it is listed.
 *
 * @param demonstration whether every client may do everything, on this machine only
 * @param hasLogin whether there is a way to log in
 * @param forReading whether reading needs a login too
 */
public record Access(boolean demonstration, boolean hasLogin, boolean forReading)
        implements AuthorizationManager<RequestAuthorizationContext> {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** Requests with a body that change nothing. */
    private static final Set<String> READING = Set.of("/api/verifications", "/api/replay-plans");

    /** The data that the page needs before a login. */
    private static final Set<String> OPEN = Set.of("/api/session", "/api/login", "/api/logout");

    /** The page's own files contain no secrets, and neither does the health. */
    private static final Set<String> OPEN_FOLDERS =
            Set.of("", "index.html", "icon.svg", "css", "js", "webjars", "actuator", "error");

    /** The reasons why a caller may change nothing. */
    public enum Reason {
        /** No user and no provider is configured. */
        NO_LOGIN,
        /** The caller has not logged in. */
        LOG_IN,
        /** The caller is no operator. */
        NO_OPERATOR
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        String path = path(request).value();
        boolean isSafe = SAFE.contains(request.getMethod());
        if (OPEN.contains(path) || (isSafe && OPEN_FOLDERS.contains(folder(request)))) {
            return new AuthorizationDecision(true);
        }
        boolean isReading = isSafe || READING.contains(path);
        return new AuthorizationDecision(isReading ? mayRead(caller.get()) : whyNoChange(caller.get()) == null);
    }

    /** Returns whether a caller may read. */
    public boolean mayRead(@Nullable Authentication caller) {
        return demonstration || !forReading || user(caller) != null;
    }

    /** Returns why a caller may change nothing; null if it may. */
    public @Nullable Reason whyNoChange(@Nullable Authentication caller) {
        if (demonstration) {
            return null;
        }
        if (!hasLogin) {
            return Reason.NO_LOGIN;
        }
        Authentication user = user(caller);
        if (user == null) {
            return Reason.LOG_IN;
        }
        return user.getAuthorities().contains(Operators.AUTHORITY) ? null : Reason.NO_OPERATOR;
    }

    /** Returns the caller if it has logged in; otherwise null. */
    static @Nullable Authentication user(@Nullable Authentication caller) {
        return caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken)
                ? caller
                : null;
    }

    /** Returns the path as the client sent it: a path in any other spelling is not on the lists. */
    private static PathContainer path(HttpServletRequest request) {
        return RequestPath.parse(request.getRequestURI(), request.getContextPath())
                .pathWithinApplication();
    }

    private static String folder(HttpServletRequest request) {
        return path(request).elements().stream()
                .filter(PathContainer.PathSegment.class::isInstance)
                .map(PathContainer.PathSegment.class::cast)
                .map(PathContainer.PathSegment::valueToMatch)
                .findFirst()
                .orElse("");
    }
}
