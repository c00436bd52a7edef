package com.everyoneslecture.outbox.service.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.core.env.Environment;

/**
 * A rule for a key outside a service's own prefix, such as one of Spring Boot's. A message never contains the value, because it
 * may be or contain a password.
 *
 * @param key such as {@code spring.datasource.url}
 * @param rule completes a sentence that begins with the key
 * @param valid tests the value, which is empty if the key is absent
 */
public record Requirement(String key, String rule, Predicate<String> valid) implements ConfigurationRule {

    private static final Requirement PASSWORD = new Requirement(
            "spring.datasource.password",
            "is missing: set it to that role's password",
            password -> !password.isBlank());

    /** Returns the requirements on the connection to a PostgreSQL database. */
    public static List<ConfigurationRule> dataSource(String exampleUrl, String role) {
        return List.of(
                new Requirement(
                        "spring.datasource.url",
                        "must be a PostgreSQL JDBC URL such as " + exampleUrl + ", without a login",
                        // The driver would take a login for a part of the host, which is in its messages.
                        url -> url.matches("jdbc:postgresql:(?!//[^/?]*@).*")),
                new Requirement(
                        "spring.datasource.username",
                        "must be the role " + role + " or one like it",
                        name -> !name.isBlank()),
                (environment, problems) -> {
                    if (!hasPasswordPlugin(environment)) {
                        PASSWORD.check(environment, problems);
                    }
                });
    }

    /** Returns whether the driver has a plug-in that provides the password, such as a token that is valid for minutes. */
    private static boolean hasPasswordPlugin(Environment environment) {
        return environment.getProperty("spring.datasource.url", "").contains("authenticationPluginClassName=");
    }

    @Override
    public void check(Environment environment, Map<String, String> problems) {
        if (!valid.test(environment.getProperty(key, ""))) {
            String variable = key.replace('.', '_').toUpperCase(Locale.ROOT);
            problems.put(key, "(environment variable " + variable + ") " + rule);
        }
    }
}
