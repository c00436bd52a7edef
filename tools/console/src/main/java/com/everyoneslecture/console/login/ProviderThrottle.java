package com.everyoneslecture.console.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits how often an address may begin a login through a provider. Each beginning takes a session, and the number of sessions is
 * limited: one client could take all of them, and no user could log in.
 */
final class ProviderThrottle extends OncePerRequestFilter {

    private static final String BEGINNINGS =
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI + "/";

    private final LoginThrottle throttle;
    private final Refusals refusals;

    ProviderThrottle(LoginThrottle throttle, Refusals refusals) {
        this.throttle = throttle;
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().startsWith(BEGINNINGS);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (throttle.admits(request.getRemoteAddr())) {
            chain.doFilter(request, response);
        } else {
            refusals.commence(request, response, new TooManyAttemptsException());
        }
    }
}
