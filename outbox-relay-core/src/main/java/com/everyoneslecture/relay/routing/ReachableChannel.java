package com.everyoneslecture.relay.routing;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Requires that the key of a channel is that of an aggregate type. No event could reach a channel with another key. */
@Target({ElementType.TYPE_USE, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ReachableChannel.Rule.class)
public @interface ReachableChannel {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reports the problem of the key, and the key that would work. Bean Validation creates it by its class. */
    final class Rule implements ConstraintValidator<ReachableChannel, String> {

        @Override
        public boolean isValid(@Nullable String key, ConstraintValidatorContext context) {
            String problem = key == null ? null : ChannelKey.problem(key);
            if (problem == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            // The text is not a template: a user's text must not be evaluated as an expression.
            context.buildConstraintViolationWithTemplate(problem.replaceAll("([\\\\{}$])", "\\\\$1"))
                    .addConstraintViolation();
            return false;
        }
    }
}
