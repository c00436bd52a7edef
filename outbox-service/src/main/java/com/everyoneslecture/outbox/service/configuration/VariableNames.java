package com.everyoneslecture.outbox.service.configuration;

import java.util.Map;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Rejects names below a key that an environment variable cannot spell. A variable does not preserve upper and lower case, so a
 * reader that distinguishes them would silently ignore the value. A message never contains the value: it may be a password.
 *
 * @param key such as {@code relay.database.properties}
 * @param reader completes “is no property of”
 * @param known returns whether the reader has a property of a name in lower case, with dots
 */
public record VariableNames(String key, String reader, Predicate<String> known) implements ConfigurationRule {

    @Override
    public void check(Environment environment, Map<String, String> problems) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource
                    && source instanceof IterableConfigurationPropertySource variables) {
                check(variables, problems);
            }
        }
    }

    private void check(IterableConfigurationPropertySource variables, Map<String, String> problems) {
        ConfigurationPropertyName parent = ConfigurationPropertyName.of(key);
        for (ConfigurationPropertyName name : variables) {
            if (parent.isAncestorOf(name)
                    && !known.test(name.subName(parent.getNumberOfElements()).toString())) {
                problems.put(
                        name.toString(),
                        "is no property of " + reader
                                + " that an environment variable can name, because its name has no"
                                + " case: set the property in application.yaml, as an argument or in"
                                + " SPRING_APPLICATION_JSON");
            }
        }
    }
}
