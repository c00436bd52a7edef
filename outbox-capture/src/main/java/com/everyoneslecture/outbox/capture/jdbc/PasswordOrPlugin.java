package com.everyoneslecture.outbox.capture.jdbc;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.postgresql.PGProperty;

/** Requires a password, or a plug-in that provides it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PasswordOrPlugin.Rule.class)
@interface PasswordOrPlugin {

    String message() default "is missing: the password of the relay's role";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reports a violation at the key {@code password}. Bean Validation creates it by its class. */
    final class Rule implements ConstraintValidator<PasswordOrPlugin, DatabaseSettings> {

        private static final String PLUGIN = PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME.getName();

        @Override
        @SuppressWarnings("NullAway") // Missing values are reported by their own constraint.
        public boolean isValid(DatabaseSettings settings, ConstraintValidatorContext context) {
            if (!settings.password().isBlank()
                    || (settings.properties() != null
                            && DriverNames.spelled(settings.properties()).containsKey(PLUGIN))
                    || (settings.url() != null && settings.url().contains(PLUGIN + '='))) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("password")
                    .addConstraintViolation();
            return false;
        }
    }
}
