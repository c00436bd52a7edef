package com.everyoneslecture.relay.debezium;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;

/** Requires that the relay allows each further setting of Debezium. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PassedOnSettings.Rule.class)
public @interface PassedOnSettings {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reports a violation at each wrong key. Bean Validation creates it by its class. */
    final class Rule implements ConstraintValidator<PassedOnSettings, CaptureSettings> {

        @Override
        @SuppressWarnings("NullAway") // Missing values are reported by their own constraint.
        public boolean isValid(CaptureSettings capture, ConstraintValidatorContext context) {
            if (capture == null || capture.connector() == null || capture.debezium() == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            Map<String, String> problems = ConnectorSettings.problems(capture);
            // The text is not a template: a user's text must not be evaluated as an expression.
            problems.forEach((name, problem) -> context.buildConstraintViolationWithTemplate(
                            problem.replaceAll("([\\\\{}$])", "\\\\$1"))
                    .addPropertyNode("debezium")
                    .addBeanNode()
                    .inIterable()
                    .atKey(name)
                    .addConstraintViolation());
            return problems.isEmpty();
        }
    }
}
