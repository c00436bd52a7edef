package com.everyoneslecture.console.login;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks names and passwords against the configured users. Each failure is logged with its address, and with its name if a user has that
 * name: any other text may be a password in the wrong field. Used by any thread.
 */
final class PasswordLogin implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordLogin.class);

    private final Map<String, String> passwords;
    private final Operators operators;
    private final LoginThrottle throttle;
    private final DaoAuthenticationProvider users;

    /** @param passwords encoded by bcrypt, by the user's name */
    PasswordLogin(Map<String, String> passwords, Operators operators, LoginThrottle throttle) {
        this.passwords = Map.copyOf(passwords);
        this.operators = operators;
        this.throttle = throttle;
        this.users = new DaoAuthenticationProvider(this::user);
        users.setPasswordEncoder(new BCryptPasswordEncoder());
    }

    /**
     * Checks a name and a password.
     *
     * @throws TooManyAttemptsException if there were too many attempts from the client's address
     * @throws AuthenticationException if they are not those of a user
     */
    @Override
    public @Nullable Authentication authenticate(Authentication attempt) {
        String address =
                attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        if (!throttle.admits(address)) {
            log(attempt, address, "an attempt to log in is refused, because there were too many");
            throw new TooManyAttemptsException();
        }
        try {
            Authentication user = users.authenticate(attempt);
            throttle.succeeded(address);
            return user;
        } catch (AuthenticationException e) {
            log(attempt, address, "an attempt to log in failed");
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private UserDetails user(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        String password = passwords.get(key);
        if (password == null) {
            throw UsernameNotFoundException.fromUsername(name);
        }
        return User.withUsername(key)
                .password(password)
                .authorities(operators.ofName(key))
                .build();
    }

    private void log(Authentication attempt, String address, String message) {
        String name = String.valueOf(attempt.getName()).toLowerCase(Locale.ROOT);
        LOG.atWarn()
                .addKeyValue("user", passwords.containsKey(name) ? name : "unknown")
                .addKeyValue("client", address)
                .log(message);
    }
}
