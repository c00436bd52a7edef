package com.everyoneslecture.outbox.service.configuration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;

/** The origin of a value, if that is an environment variable. */
final class VariableOrigin {

    private VariableOrigin() {}

    /** Returns the name of the variable; null if the value has another origin. */
    static @Nullable String variable(@Nullable Origin origin) {
        if (origin instanceof SystemEnvironmentOrigin variable) {
            return variable.getProperty();
        }
        // A test sets these in place of the environment.
        return origin instanceof PropertySourceOrigin source
                        && source.getPropertyName().matches("[A-Z0-9_]+")
                ? source.getPropertyName()
                : null;
    }
}
