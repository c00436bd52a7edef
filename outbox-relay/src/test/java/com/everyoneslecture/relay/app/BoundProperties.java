package com.everyoneslecture.relay.app;

import java.io.IOException;
import java.util.Map;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/** Reads the relay's properties as the application does, above its defaults. */
final class BoundProperties {

    static final Map<String, Object> PASSWORD = Map.of("relay.database.password", "secret");

    private BoundProperties() {}

    static RelayProperties bind(Map<String, Object> properties) throws IOException {
        return bind(properties, Map.of());
    }

    static RelayProperties bind(Map<String, Object> properties, Map<String, Object> variables) throws IOException {
        return read(properties, variables, Map.of());
    }

    /** Binds with variables that take precedence over the file, like those of a process. */
    static RelayProperties bindAboveFile(Map<String, Object> file, Map<String, Object> variables) throws IOException {
        return read(Map.of(), variables, file);
    }

    private static RelayProperties read(
            Map<String, Object> properties, Map<String, Object> variables, Map<String, Object> file)
            throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        environment.getPropertySources().addLast(new MapPropertySource("file", file));
        new YamlPropertySourceLoader()
                .load("defaults", new ClassPathResource("application.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        ConfigurationPropertySources.attach(environment);
        return RelayProperties.read(environment);
    }
}
