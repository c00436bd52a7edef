package com.everyoneslecture.localstack.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Breaks text into lines, between words where it can. Colours count as no characters. */
final class Wrapping {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private Wrapping() {}

    /** Returns the number of characters that a terminal shows. */
    static int length(String text) {
        return COLOUR.matcher(text).replaceAll("").length();
    }

    /** Returns the lines, at least one, of at most {@code width} characters. */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        @Nullable String line = null;
        for (String word : text.split(" ", -1)) {
            String longer = line == null ? word : line + " " + word;
            if (length(longer) <= width) {
                line = longer;
                continue;
            }
            if (line != null && !line.isBlank()) {
                lines.add(line.stripTrailing());
            }
            line = word;
            while (length(line) > width && length(line) == line.length()) {
                lines.add(line.substring(0, width));
                line = line.substring(width);
            }
        }
        lines.add(line == null ? "" : line.stripTrailing());
        return lines;
    }

    /** Returns the text with line ends; all lines but the first begin with the indent. */
    static String text(String text, int width, String indent) {
        return String.join("\n" + indent, lines(text, width - indent.length()));
    }
}
