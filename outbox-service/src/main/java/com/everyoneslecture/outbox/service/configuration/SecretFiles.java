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
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * Reads a secret from the file that an environment variable names: {@code RELAY_DATABASE_PASSWORD_FILE} replaces
 * {@code RELAY_DATABASE_PASSWORD}, as in the images of PostgreSQL and others. If a file cannot be read, its variable stays, so that
 * {@link StrictConfiguration} reports it. Variables of other programs are not changed.
 */
public final class SecretFiles implements EnvironmentPostProcessor, Ordered {

    private static final Pattern VARIABLE = Pattern.compile(
            "((RELAY|PROJECTOR|CATEGORY|CONSOLE|SPRING|SERVER|MANAGEMENT)_\\w+_([A-Z]*PASSWORD|(CLIENT_?)?SECRET|TOKEN|JAAS_?CONFIG|KEYSTORE_?KEY))_FILE",
            Pattern.CASE_INSENSITIVE);
    private static final int MAXIMUM_BYTES = 64 * 1024;

    /** Runs before Spring Boot wraps the variables to record the origin of each. */
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
            Map<String, Path> files = new LinkedHashMap<>();
            sources.replace(
                    environment.getName(),
                    new SystemEnvironmentPropertySource(
                            environment.getName(), replaced(environment.getSource(), files)));
            sources.addLast(new ReadFiles(files));
        }
    }

    /**
     * Returns the file that a secret was read from: the one that a variable with {@code _FILE} names, or a file of a config
     * tree. Empty if the value comes from another source, or if there is none.
     *
     * @param key such as {@code relay.database.password}
     */
    public static Optional<Path> fileOf(Environment environment, String key) {
        ConfigurationPropertyName name = ConfigurationPropertyName.of(key);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return Optional.ofNullable(fileOf((ConfigurableEnvironment) environment, source, property));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Path fileOf(
            ConfigurableEnvironment environment, ConfigurationPropertySource source, ConfigurationProperty property) {
        String variable = VariableOrigin.variable(property.getOrigin());
        if (variable != null && environment.getPropertySources().get(ReadFiles.NAME) instanceof ReadFiles files) {
            return files.getSource().get(variable);
        }
        Origin origin =
                property.getOrigin() instanceof PropertySourceOrigin within ? within.getOrigin() : property.getOrigin();
        return source.getUnderlyingSource() instanceof ConfigTreePropertySource
                        && origin instanceof TextResourceOrigin text
                        && text.getResource() instanceof FileSystemResource resource
                ? resource.getFile().toPath()
                : null;
    }

    private static Map<String, Object> replaced(Map<String, Object> variables, Map<String, Path> files) {
        Map<String, Object> replaced = new LinkedHashMap<>();
        variables.forEach((name, value) -> {
            Matcher secret = VARIABLE.matcher(name);
            Optional<String> content = secret.matches() && !variables.containsKey(secret.group(1))
                    ? content(value.toString())
                    : Optional.empty();
            content.ifPresent(text -> files.put(secret.group(1), Path.of(value.toString())));
            replaced.put(
                    content.isPresent() ? secret.group(1) : name,
                    content.<Object>map(text -> text).orElse(value));
        });
        return replaced;
    }

    /** Returns whether the variable names a file. */
    static boolean isNamedBy(String variable) {
        return VARIABLE.matcher(variable).matches();
    }

    private static Optional<String> content(String file) {
        try {
            return read(Path.of(file));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Returns the file's text without the line break at its end; empty if it is no readable file of at most 64 KiB, or has no text. */
    public static Optional<String> read(Path path) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > MAXIMUM_BYTES) {
                return Optional.empty();
            }
            String text = Files.readString(path, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The files by the variables that got their text. It contains no properties itself. */
    private static final class ReadFiles extends PropertySource<Map<String, Path>> {

        static final String NAME = "secretFiles";

        ReadFiles(Map<String, Path> files) {
            super(NAME, Map.copyOf(files));
        }

        @Override
        public @Nullable Object getProperty(String name) {
            return null;
        }
    }
}
