package com.everyoneslecture.outbox.service.configuration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** The keys that a record of settings has, as they are written in a file: {@code relay.routes[0].destination}. */
final class KnownKeys {

    /** The share of a key's letters that may be wrong for the key to count as misspelled. */
    private static final double MISSPELLED = 0.25;

    private final String prefix;
    private final List<String> groups = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    /**
     * @param prefix such as {@code relay}
     * @param type a record
     */
    KnownKeys(String prefix, Class<?> type) {
        this.prefix = prefix;
        add(prefix, type);
    }

    private void add(String parent, Type type) {
        if (type instanceof Class<?> raw && raw.isRecord()) {
            groups.add(parent);
            for (RecordComponent component : raw.getRecordComponents()) {
                add(
                        parent + "." + DataObjectPropertyName.toDashedForm(component.getName()),
                        component.getGenericType());
            }
        } else if (type instanceof ParameterizedType generic) {
            groups.add(parent);
            Type[] arguments = generic.getActualTypeArguments();
            add(parent + (arguments.length == 1 ? "[0]" : ".*"), arguments[arguments.length - 1]);
        } else {
            keys.add(parent);
        }
    }

    /** Returns the key that a name most likely means; empty if no key is similar. */
    Optional<String> nearest(ConfigurationPropertyName name) {
        String written = letters(name.toString());
        return keys.stream()
                .min(Comparator.comparingInt(key -> distance(written, letters(key))))
                .filter(key -> distance(written, letters(key)) <= MISSPELLED * (written.length() - prefix.length()));
    }

    /** Returns whether the name is below one of the groups of keys under the prefix, such as {@code relay.database}. */
    boolean hasGroupOf(ConfigurationPropertyName name) {
        String group = letters(name.chop(2).toString());
        return name.getNumberOfElements() > 2
                && Stream.concat(groups.stream(), keys.stream())
                        .map(KnownKeys::letters)
                        .anyMatch(group::equals);
    }

    private static String letters(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    /** Levenshtein's: how many letters have to be inserted, left out or replaced to get from one to the other. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int column = 0; column < before.length; column++) {
            before[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] now = new int[before.length];
            now[0] = row;
            for (int column = 1; column < now.length; column++) {
                int replaced = before[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                now[column] = Math.min(replaced, Math.min(before[column], now[column - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
