package com.everyoneslecture.outbox.service.configuration;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.convert.ConverterNotFoundException;

/** Records each value that cannot be converted and continues as if it were absent. */
final class CollectingBindHandler implements BindHandler {

    private static final Pattern SECRET =
            Pattern.compile("password|secret|token|jaas|credential", Pattern.CASE_INSENSITIVE);

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
        // Spring has lost the property where it has tried the text as a record.
        if (property == null && !(error instanceof ConverterNotFoundException)) {
            throw error;
        }
        found.add(withoutSeparators(name));
        problems.put(name.toString(), problem(name.toString(), target, property == null ? "" : property.getValue()));
        return null;
    }

    /** Names the value only where it cannot be a secret: a text in the place of a group may contain any of the group's secrets. */
    private static String problem(String name, Bindable<?> target, Object value) {
        Class<?> type = target.getType().resolve(Object.class);
        if (Map.class.isAssignableFrom(type)) {
            return "has keys of its own, such as " + name + ".NAME, and no value itself";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "is a list: set its elements, " + name + "[0] and so on";
        }
        if (type.isRecord()) {
            String first = DataObjectPropertyName.toDashedForm(type.getRecordComponents()[0].getName());
            return "has keys of its own, such as " + name + "." + first + ", and no value itself";
        }
        return (SECRET.matcher(name).find() ? "is not " : "'" + value + "' is not ") + wanted(type);
    }

    private static String withoutSeparators(ConfigurationPropertyName name) {
        return name.toString().replaceAll("[.-]", "").toLowerCase(Locale.ROOT);
    }

    private static String wanted(Class<?> type) {
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
