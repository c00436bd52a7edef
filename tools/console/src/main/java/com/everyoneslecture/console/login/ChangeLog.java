package com.everyoneslecture.console.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Logs who has changed what: one line for each change that a logged-in user asks for, without its body. */
final class ChangeLog extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication user = Access.user(SecurityContextHolder.getContext().getAuthentication());
        chain.doFilter(request, response);
        if (!SAFE.contains(request.getMethod()) && user != null) {
            LOG.atInfo()
                    .addKeyValue("user", user.getName())
                    .addKeyValue("client", request.getRemoteAddr())
                    .addKeyValue("request", request.getMethod() + " " + request.getRequestURI())
                    .addKeyValue("status", response.getStatus())
                    .log("a user asked for a change");
        }
    }
}
