package com.everyoneslecture.outbox.service.configuration;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Records each value that cannot be converted and continues as if it were absent. */
final class CollectingBindHandler implements BindHandler {

    private final Map<String, String> problems;
    private final Set<String> found = new HashSet<>();

    /** @param problems by key; this object adds to it */
    CollectingBindHandler(Map<String, String> problems) {
        this.problems = problems;
    }

    /**
     * Returns whether a value was found for this key, in any spelling: an environment variable with an underscore in place of a
     * dash is found, but under the name of another key.
     */
    boolean knows(ConfigurationPropertyName name) {
        return found.contains(withoutSeparators(name));
    }

    @Override
    public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        found.add(withoutSeparators(name));
        return result;
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) throws Exception {
        if (error instanceof UnboundConfigurationPropertiesException gap) {
            gap.getUnboundProperties()
                    .forEach(unbound -> problems.put(
                            unbound.getName().toString(),
                            "is beyond a gap in its list: number the elements from 0 without gaps"));
            return List.of();
        }
        ConfigurationProperty property = context.getConfigurationProperty();
        if (property == null) {
            throw error;
        }
        found.add(withoutSeparators(name));
        problems.put(name.toString(), "'" + property.getValue() + "' is not " + wanted(target));
        return null;
    }

    private static String withoutSeparators(ConfigurationPropertyName name) {
        return name.toString().replaceAll("[.-]", "").toLowerCase(Locale.ROOT);
    }

    private static String wanted(Bindable<?> target) {
        Class<?> type = target.getType().resolve(Object.class);
        if (type == Duration.class) {
            return "a duration such as 500ms, 5s or 1m";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or "));
        }
        return "a " + type.getSimpleName();
    }
}
