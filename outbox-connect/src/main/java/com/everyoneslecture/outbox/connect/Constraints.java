package com.everyoneslecture.outbox.connect;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Validates settings against the constraints of their records. */
final class Constraints {

    private Constraints() {}

    /** Records each violated constraint under the key of its setting. */
    static void check(RelaySection section, Problems problems) {
        try (ValidatorFactory factory = Validation.byProvider(HibernateValidator.class)
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator(
                        Set.of(Locale.ENGLISH), Locale.ENGLISH, context -> Locale.ENGLISH, false))
                .buildValidatorFactory()) {
            for (ConstraintViolation<RelaySection> violation :
                    factory.getValidator().validate(section)) {
                problems.add(key(violation.getPropertyPath().toString()), violation.getMessage());
            }
        }
    }

    /**
     * Returns the key of a property path: {@code relay.topics.replication-factor} for {@code topics.replicationFactor}.
     */
    static String key(String path) {
        StringBuilder key = new StringBuilder(ConnectorKeys.PREFIX);
        String plain = path.replaceAll("\\.?<[^>]*>", "").replaceAll("^channels\\[([^]]*)]", "channels.$1");
        boolean inChannel = plain.startsWith("channels.");
        for (int at = 0; at < plain.length(); at++) {
            char letter = plain.charAt(at);
            if (Character.isUpperCase(letter) && !(inChannel && at < plain.lastIndexOf('.'))) {
                key.append('-').append(Character.toLowerCase(letter));
            } else {
                key.append(letter);
            }
        }
        return key.toString();
    }
}
