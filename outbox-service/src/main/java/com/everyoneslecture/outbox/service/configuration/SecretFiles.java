package com.everyoneslecture.outbox.service.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads a secret from the file that an environment variable names: {@code RELAY_DATABASE_PASSWORD_FILE} stands for
 * {@code RELAY_DATABASE_PASSWORD}, as in the images of PostgreSQL and others. A file that cannot be read leaves the variable as it is, so
 * that {@link StrictConfiguration} names it. Variables of other programs are left alone.
 */
public final class SecretFiles implements EnvironmentPostProcessor, Ordered {

    private static final Pattern VARIABLE = Pattern.compile(
            "((RELAY|PROJECTOR|CATEGORY|CONSOLE|SPRING)_\\w+_(PASSWORD|(CLIENT_?)?SECRET|TOKEN|JAAS_?CONFIG|KEYSTORE_?KEY))_FILE",
            Pattern.CASE_INSENSITIVE);
    private static final int MAXIMUM_BYTES = 64 * 1024;

    /** Before Spring Boot wraps the variables to know the origin of each. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        replace(environment.getPropertySources());
    }

    static void replace(MutablePropertySources sources) {
        PropertySource<?> variables = sources.get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        if (variables instanceof SystemEnvironmentPropertySource environment) {
            sources.replace(
                    environment.getName(),
                    new SystemEnvironmentPropertySource(environment.getName(), replaced(environment.getSource())));
        }
    }

    private static Map<String, Object> replaced(Map<String, Object> variables) {
        Map<String, Object> replaced = new LinkedHashMap<>();
        variables.forEach((name, value) -> {
            Matcher secret = VARIABLE.matcher(name);
            Optional<String> content = secret.matches() && !variables.containsKey(secret.group(1))
                    ? content(value.toString())
                    : Optional.empty();
            replaced.put(
                    content.isPresent() ? secret.group(1) : name,
                    content.<Object>map(text -> text).orElse(value));
        });
        return replaced;
    }

    /** Returns whether a variable is one of those that name a file. */
    static boolean isNamedBy(String variable) {
        return VARIABLE.matcher(variable).matches();
    }

    /** Returns the file's text without the line break at its end; empty if it is no readable file of at most 64 KiB, or has no text. */
    private static Optional<String> content(String file) {
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path) || Files.size(path) > MAXIMUM_BYTES) {
                return Optional.empty();
            }
            String text = Files.readString(path, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
