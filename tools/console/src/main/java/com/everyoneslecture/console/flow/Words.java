package com.everyoneslecture.console.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentence for readers of any language: in English, and as a code with values, by which a page translates it.
 *
 * @param code the kind of the sentence; null if a service wrote it, so that it has no translation
 * @param values the parts that differ from case to case
 */
record Words(@Nullable String code, String text, List<String> values) {

    /** @param pattern the sentence in English, with {@code {0}}, {@code {1}} … for the values */
    static Words of(String code, String pattern, String... values) {
        String text = pattern;
        for (int index = 0; index < values.length; index++) {
            text = text.replace("{" + index + "}", values[index]);
        }
        return new Words(code, text, List.of(values));
    }

    /** Returns the words of a service; null if it reported none. */
    static @Nullable Words reported(@Nullable String text) {
        return text == null ? null : new Words(null, text, List.of());
    }
}
