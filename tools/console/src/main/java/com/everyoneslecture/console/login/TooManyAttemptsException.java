package com.everyoneslecture.console.login;

import org.springframework.security.core.AuthenticationException;

/** A password is not checked, because there were too many attempts from the client's address. */
final class TooManyAttemptsException extends AuthenticationException {

    private static final long serialVersionUID = 1;

    TooManyAttemptsException() {
        super("too many attempts to log in from this address");
    }
}
