package com.everyoneslecture.category.startup;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The environment without variables that only look like keys under {@code category}: Kubernetes sets CATEGORY_APP_PORT
 * and more of the kind where a service has the name category-app, and CATEGORY_APP_PASSWORD is the migration's.
 */
final class OwnVariables {

    private static final String FOREIGN = "CATEGORY_APP_";

    private OwnVariables() {}

    static Environment of(ConfigurableEnvironment environment) {
        StandardEnvironment own = new StandardEnvironment();
        own.getPropertySources().stream()
                .toList()
                .forEach(source -> own.getPropertySources().remove(source.getName()));
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                own.getPropertySources()
                        .addLast(source instanceof SystemEnvironmentPropertySource variables ? own(variables) : source);
            }
        }
        ConfigurationPropertySources.attach(own);
        return own;
    }

    private static SystemEnvironmentPropertySource own(SystemEnvironmentPropertySource variables) {
        Map<String, Object> own = new HashMap<>(variables.getSource());
        own.keySet().removeIf(name -> name.startsWith(FOREIGN));
        return new SystemEnvironmentPropertySource(variables.getName(), own);
    }
}
