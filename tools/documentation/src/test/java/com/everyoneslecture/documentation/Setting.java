package com.everyoneslecture.documentation;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A component of a settings record.
 *
 * @param name the component's name, such as {@code pollInterval}
 * @param type the simple name of its type, or of the elements of a list, or of the values of a map
 * @param isMap whether it is a map from names to values of the type
 * @param isList whether it is a list of elements of the type
 * @param description the text of its {@code @param}, as Markdown
 * @param annotations the arguments of its annotations, by the simple names of the annotations
 */
record Setting(
        String name,
        String type,
        boolean isMap,
        boolean isList,
        @Nullable String description,
        Map<String, String> annotations) {

    /** Returns the name as it is written in a configuration: {@code poll-interval}. */
    String key() {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    boolean isOptional() {
        return annotations.containsKey("Nullable") || isMap || isList;
    }

    /** Returns the accepted values; empty if they are not limited. */
    String range() {
        String least = bound("Min", "DurationMin");
        String most = bound("Max", "DurationMax");
        if (least.isEmpty() && most.isEmpty()) {
            return "";
        }
        return most.isEmpty() ? "≥ " + least : least + " … " + most;
    }

    private String bound(String ofNumbers, String ofDurations) {
        String number = annotations.get(ofNumbers);
        if (number != null) {
            return number.replace("_", "");
        }
        String duration = annotations.get(ofDurations);
        return duration == null ? "" : duration(duration);
    }

    /** Writes the argument {@code millis = 100} as {@code 100 ms}. */
    private static String duration(String argument) {
        String[] parts = argument.split("\\s*=\\s*", 2);
        String unit = switch (parts[0]) {
            case "millis" -> "ms";
            case "seconds" -> "s";
            case "minutes" -> "min";
            case "hours" -> "h";
            case "days" -> "d";
            default -> throw new IllegalArgumentException("no unit for " + argument);
        };
        return parts[1].replace("_", "") + " " + unit;
    }
}
