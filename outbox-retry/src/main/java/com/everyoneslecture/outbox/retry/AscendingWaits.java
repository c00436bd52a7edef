package com.everyoneslecture.outbox.retry;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The longest wait is not shorter than the first one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AscendingWaits.Rule.class)
@interface AscendingWaits {

    String message() default "must not be shorter than backoff.initial";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reports a violation at the key {@code maximum}. Bean Validation creates it by its class. */
    final class Rule implements ConstraintValidator<AscendingWaits, BackoffSettings> {

        @Override
        @SuppressWarnings("NullAway") // Missing values are reported by their own constraint.
        public boolean isValid(BackoffSettings settings, ConstraintValidatorContext context) {
            if (settings.initial() == null
                    || settings.maximum() == null
                    || settings.maximum().compareTo(settings.initial()) >= 0) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("maximum")
                    .addConstraintViolation();
            return false;
        }
    }
}
