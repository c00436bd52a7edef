package com.everyoneslecture.documentation;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The values of an {@code application.yaml}. */
final class Defaults {

    private final Map<String, Object> values;

    private Defaults(Map<String, Object> values) {
        this.values = values;
    }

    static Defaults of(String yaml) {
        Map<String, Object> loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return new Defaults(loaded);
    }

    /** Returns the names below a key. */
    Set<String> namesBelow(String key) {
        Set<String> names = new TreeSet<>();
        if (find(key) instanceof Map<?, ?> map) {
            map.keySet().forEach(name -> names.add(String.valueOf(name)));
        }
        return names;
    }

    /** Returns the value of a key as Markdown; null if there is none. */
    @Nullable
    String get(String key) {
        Object value = find(key);
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? "–" : pairs(map);
        }
        if (value instanceof Collection<?> items) {
            return items.isEmpty()
                    ? "–"
                    : items.stream().map(item -> code(item)).collect(Collectors.joining(", "));
        }
        return value == null ? null : code(value);
    }

    private static String pairs(Map<?, ?> map) {
        Map<String, String> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put(String.valueOf(name), String.valueOf(value)));
        return sorted.entrySet().stream()
                .map(each -> code(each.getKey() + "=" + each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String code(Object value) {
        return "`" + value + "`";
    }

    private @Nullable Object find(String key) {
        Object found = values;
        for (String name : key.split("\\.", -1)) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return found;
    }
}
