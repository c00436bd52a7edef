package com.everyoneslecture.category.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of {@code If-Match} or {@code If-None-Match}: {@code *}, or a list of entity tags (RFC 9110, 8.8.3 and 13.1).
 *
 * @param any whether it is {@code *}, which every existing representation matches
 * @param tags the list otherwise
 */
record EntityTags(boolean any, List<Tag> tags) {

    // Elements may be empty, and white space may stand around each; the quotes belong to the tag. The end is \z: $
    // would
    // also match before a last line break, without ever getting past it.
    private static final Pattern ELEMENT =
            Pattern.compile("[ \\t]*(?:(?<weak>W/)?(?<quoted>\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"))?[ \\t]*(?:,|\\z)");

    /** @param quoted with its quotation marks */
    record Tag(String quoted, boolean weak) {}

    /** The strong tag of a category's version. */
    static String of(long version) {
        return "\"" + version + "\"";
    }

    /** @throws IllegalArgumentException if the header is neither {@code *} nor a list of tags */
    static EntityTags parse(String header) {
        if (header.trim().equals("*")) {
            return new EntityTags(true, List.of());
        }
        List<Tag> tags = new ArrayList<>();
        Matcher element = ELEMENT.matcher(header);
        int at = 0;
        while (at < header.length()) {
            if (!element.region(at, header.length()).lookingAt()) {
                throw malformed();
            }
            if (element.group("quoted") != null) {
                tags.add(new Tag(element.group("quoted"), element.group("weak") != null));
            }
            at = element.end();
        }
        if (tags.isEmpty()) {
            throw malformed();
        }
        return new EntityTags(false, List.copyOf(tags));
    }

    /** What {@code If-Match} asks: a weak tag never matches, for the client cannot know which bytes it has seen. */
    boolean matchesStrongly(long version) {
        return any || tags.stream().anyMatch(tag -> !tag.weak() && tag.quoted().equals(of(version)));
    }

    /** What {@code If-None-Match} asks: a weak tag is as good as a strong one. */
    boolean matchesWeakly(long version) {
        return any || tags.stream().anyMatch(tag -> tag.quoted().equals(of(version)));
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "must be * or a list of entity tags with their quotation marks, such as \"1\" or \"1\", \"2\"");
    }
}
