package com.everyoneslecture.relay.routing;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text in which {@code *} stands for any text, including an empty one. */
final class Wildcard {

    private static final Wildcard ANY = new Wildcard("*");

    private final String text;
    private final Pattern pattern;

    Wildcard(String text) {
        this.text = text;
        this.pattern = Pattern.compile(
                Arrays.stream(text.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    /** Returns the wildcards of a setting; one that matches everything if it has none. */
    static List<Wildcard> of(List<String> texts) {
        return texts.isEmpty()
                ? List.of(ANY)
                : texts.stream().map(String::strip).map(Wildcard::new).toList();
    }

    boolean matches(String value) {
        return pattern.matcher(value).matches();
    }

    /**
     * Returns whether this matches every text that the other one matches. Only a {@code *} of this can match the other's
     * {@code *}, because no letter equals it.
     */
    boolean covers(Wildcard other) {
        return matches(other.text);
    }

    boolean matchesAll() {
        return covers(ANY);
    }
}
