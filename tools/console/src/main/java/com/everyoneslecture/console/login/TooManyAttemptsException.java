package com.everyoneslecture.console.login;

import org.springframework.security.core.AuthenticationException;

/** A password is not even checked, because its client has tried too many. */
final class TooManyAttemptsException extends AuthenticationException {

    private static final long serialVersionUID = 1;

    TooManyAttemptsException() {
        super("too many attempts to log in from this address");
    }
}
