package com.everyoneslecture.category.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.ETag;

/**
 * The value of {@code If-Match} or {@code If-None-Match}: {@code *}, or a list of entity tags (RFC 9110, 8.8.3 and 13.1).
 * Spring's own {@link ETag#parse} skips malformed parts, so that a change could be accepted or rejected by accident.
 *
 * @param any true for {@code *}, which every existing representation matches
 * @param tags the list otherwise
 */
record EntityTags(boolean any, List<ETag> tags) {

    // Elements may be empty, with white space around each. The pattern ends with \z, because $ would match before a
    // last line break.
    private static final Pattern ELEMENT =
            Pattern.compile("[ \\t]*(?:(?<weak>W/)?\"(?<tag>[\\x21\\x23-\\x7E\\x80-\\xFF]*)\")?[ \\t]*(?:,|\\z)");

    /** Returns the strong tag of a category's version. */
    static String of(long version) {
        return tag(version).formattedTag();
    }

    private static ETag tag(long version) {
        return new ETag(Long.toString(version), false);
    }

    /** @throws IllegalArgumentException if the header is neither {@code *} nor a list of tags */
    static EntityTags parse(String header) {
        if (header.trim().equals("*")) {
            return new EntityTags(true, List.of());
        }
        List<ETag> tags = new ArrayList<>();
        Matcher element = ELEMENT.matcher(header);
        int at = 0;
        while (at < header.length() && element.region(at, header.length()).lookingAt()) {
            if (element.group("tag") != null) {
                tags.add(new ETag(element.group("tag"), element.group("weak") != null));
            }
            at = element.end();
        }
        if (at < header.length() || tags.isEmpty()) {
            throw new IllegalArgumentException(
                    "must be * or a list of entity tags with their quotation marks, such as \"1\" or \"1\", \"2\"");
        }
        return new EntityTags(false, List.copyOf(tags));
    }

    /** Compares for {@code If-Match}: a weak tag never matches, because the client may have other bytes. */
    boolean matchesStrongly(long version) {
        return any || tags.stream().anyMatch(tag -> tag.compare(tag(version), true));
    }

    /** Compares for {@code If-None-Match}: a weak tag matches like a strong one. */
    boolean matchesWeakly(long version) {
        return any || tags.stream().anyMatch(tag -> tag.compare(tag(version), false));
    }
}
