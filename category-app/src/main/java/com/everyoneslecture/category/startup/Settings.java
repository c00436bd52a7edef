package com.everyoneslecture.category.startup;

import com.everyoneslecture.category.CategoryProperties;
import com.everyoneslecture.outbox.service.configuration.StrictConfiguration;
import com.everyoneslecture.outbox.service.configuration.WrongConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.springframework.core.env.ConfigurableEnvironment;

/** Looks for what is wrong with the settings, all of it: the service's own and those of its database. */
final class Settings {

    private final ConfigurableEnvironment environment;
    private final List<String> wrong = new ArrayList<>();

    private Settings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** @throws WrongSettingsException if anything is wrong; it names every key */
    static CategoryProperties checked(ConfigurableEnvironment environment) {
        return new Settings(environment).check();
    }

    private CategoryProperties check() {
        CategoryProperties properties = null;
        try {
            properties = StrictConfiguration.bind(OwnVariables.of(environment), "category", CategoryProperties.class);
        } catch (WrongConfigurationException e) {
            wrong.add(e.getMessage());
        }
        require(
                "spring.datasource.url",
                "must be a PostgreSQL JDBC URL such as jdbc:postgresql://127.0.0.1:15432/category",
                url -> url.startsWith("jdbc:postgresql:"));
        require("spring.datasource.username", "must be the role category_app or one like it", role -> !role.isBlank());
        require("spring.datasource.password", "is missing: set it to that role's password", text -> !text.isBlank());
        if (properties == null || !wrong.isEmpty()) {
            throw new WrongSettingsException(wrong);
        }
        return properties;
    }

    // The value stays out of the message: it is a password, or may hold one.
    private void require(String key, String rule, Predicate<String> valid) {
        if (!valid.test(environment.getProperty(key, ""))) {
            String variable = key.replace('.', '_').toUpperCase(Locale.ROOT);
            wrong.add("  " + key + " (environment variable " + variable + ") " + rule);
        }
    }
}
