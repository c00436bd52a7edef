package com.everyoneslecture.outbox.service.configuration;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.core.env.Environment;

/**
 * Binds a part of the configuration to a record with Jakarta Validation's constraints on it. Spring Boot stops at the first
 * value that it cannot convert. This class continues and collects all problems: values of the wrong type, values that break a
 * constraint, and keys that belong to no setting.
 */
public final class StrictConfiguration {

    private StrictConfiguration() {}

    /**
     * Returns the configuration under a prefix.
     *
     * @param prefix such as {@code relay}
     * @param type a record; its components are bound by name and its constraints checked
     * @throws WrongConfigurationException if anything under the prefix is wrong; it names every problem
     */
    public static <T> T bind(Environment environment, String prefix, Class<T> type) {
        return bind(environment, prefix, type, List.of());
    }

    /**
     * Returns the configuration under a prefix.
     *
     * @param rules in addition to the constraints of the type, also for keys outside the prefix
     * @throws WrongConfigurationException if anything is wrong; it names every problem
     */
    public static <T> T bind(
            Environment environment, String prefix, Class<T> type, List<? extends ConfigurationRule> rules) {
        Map<String, String> problems = new TreeMap<>();
        rules.forEach(rule -> rule.check(environment, problems));
        Binder binder = Binder.get(environment);
        CollectingBindHandler collecting = new CollectingBindHandler(problems);
        T bound = binder.bindOrCreate(prefix, Bindable.of(type), collecting);
        validate(prefix, bound, problems);
        findUnknown(binder, prefix, type, collecting, problems);
        if (!problems.isEmpty()) {
            throw new WrongConfigurationException(problems);
        }
        return bound;
    }

    private static void validate(String prefix, Object bound, Map<String, String> problems) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            for (ConstraintViolation<Object> violation : factory.getValidator().validate(bound)) {
                problems.putIfAbsent(prefix + keyOf(violation.getPropertyPath()), described(violation));
            }
        }
    }

    private static String described(ConstraintViolation<Object> violation) {
        return violation.getMessage().equals("must not be null") ? "is missing" : violation.getMessage();
    }

    /**
     * The path as it is written in a configuration: {@code .kafka.bootstrap-servers}, {@code .channels[out-x]},
     * {@code .routes[0].destination}.
     */
    private static String keyOf(Path path) {
        StringBuilder key = new StringBuilder();
        for (Path.Node node : path) {
            Object element = node.getKey() == null ? node.getIndex() : node.getKey();
            if (element != null) {
                key.append('[').append(element).append(']');
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                key.append('.').append(DataObjectPropertyName.toDashedForm(node.getName()));
            }
        }
        return key.toString();
    }

    private static void findUnknown(
            Binder binder,
            String prefix,
            Class<?> type,
            CollectingBindHandler collecting,
            Map<String, String> problems) {
        try {
            binder.bindOrCreate(
                    prefix, Bindable.of(type), new NoUnboundElementsBindHandler(new IgnoreErrorsBindHandler()));
        } catch (BindException e) {
            if (!(e.getCause() instanceof UnboundConfigurationPropertiesException unbound)) {
                throw e;
            }
            UnknownKeys unknown = new UnknownKeys(new KnownKeys(prefix, type), problems);
            unbound.getUnboundProperties().stream()
                    .filter(property -> !collecting.knows(property.getName()))
                    .forEach(unknown::judge);
        }
    }
}
