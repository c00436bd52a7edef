package com.everyoneslecture.documentation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links and anchors of a Markdown file. Code is skipped, because it contains no links. */
final class MarkdownFile {

    private static final Pattern FENCE = Pattern.compile("^```.*?^```\\s*$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?:src|srcset|href)=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);

    private final String text;

    MarkdownFile(String text) {
        this.text = FENCE.matcher(text).replaceAll("");
    }

    /** Returns the targets of its links and pictures. */
    List<String> links() {
        String prose = CODE.matcher(text).replaceAll("code");
        List<String> links = new ArrayList<>();
        for (Pattern pattern : List.of(LINK, ATTRIBUTE)) {
            Matcher found = pattern.matcher(prose);
            while (found.find()) {
                links.add(found.group(1));
            }
        }
        return links;
    }

    /** Returns the anchors of its headings on GitHub: lower case, without punctuation, numbered if they repeat. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> times = new HashMap<>();
        Matcher heading = HEADING.matcher(text);
        while (heading.find()) {
            String anchor = anchor(heading.group(1));
            int before = times.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return anchors;
    }

    private static String anchor(String heading) {
        return heading.strip()
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
