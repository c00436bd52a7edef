package com.everyoneslecture.documentation;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A code block of a Markdown file.
 *
 * @param tag the words in the comment above it, which define how a script types it; empty if there are none
 * @param language the word after the opening fence; empty if there is none
 * @param text the lines between the fences
 */
record CodeBlock(String tag, String language, String text) {

    private static final Pattern BLOCK =
            Pattern.compile("(?:^<!-- ([\\w ]+) -->\\n)?^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** Returns the blocks of a file, in their order. */
    static List<CodeBlock> in(String markdown) {
        return BLOCK.matcher(markdown)
                .results()
                .map(found ->
                        new CodeBlock(found.group(1) == null ? "" : found.group(1), found.group(2), found.group(3)))
                .toList();
    }
}
