package com.everyoneslecture.category;

/**
 * A category's name, as it is stored: without white space around it, with at least one visible character, at most
 * {@value #MAX_LENGTH} characters (code points, as PostgreSQL counts them) and no control characters.
 *
 * <p>Inner spaces and the Unicode normalization form are kept as received.
 *
 * @param value never blank
 */
public record CategoryName(String value) {

    /** The longest name, in code points. */
    public static final int MAX_LENGTH = 255;

    /** @throws IllegalArgumentException if this cannot be a name; the message completes a sentence that begins with it */
    public CategoryName {
        value = stripped(value);
        require(value.codePoints().anyMatch(CategoryName::isVisible), "must not be blank");
        require(
                value.codePoints().noneMatch(Character::isISOControl),
                "must not contain control characters such as line breaks, tabs or U+0000");
        require(
                value.codePoints().noneMatch(CategoryName::isLoneSurrogate),
                "must be valid Unicode: it contains half of a surrogate pair");
        int length = value.codePointCount(0, value.length());
        require(length <= MAX_LENGTH, "must have at most " + MAX_LENGTH + " characters, but has " + length);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    private static String stripped(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isSpace(value.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isVisible(int codePoint) {
        return !isSpace(codePoint) && Character.getType(codePoint) != Character.FORMAT;
    }

    // Includes no-break spaces, which are not white space for Character.isWhitespace but are in some locales of
    // PostgreSQL. Control characters are not white space here: they are rejected at any place.
    private static boolean isSpace(int codePoint) {
        return Character.isSpaceChar(codePoint);
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }
}
