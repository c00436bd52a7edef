package com.everyoneslecture.deployment;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The references under {@code docs}, which are generated from the services and tested there. */
final class Documented {

    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| ([^|]*) \\|", Pattern.MULTILINE);

    private Documented() {}

    /** Returns the keys of a service's configuration. */
    static Set<String> keys(String service) {
        return rows(section("docs/configuration.md", service));
    }

    static String defaultOf(String service, String key) {
        Matcher row = ROW.matcher(section("docs/configuration.md", service));
        while (row.find()) {
            if (row.group(1).equals(key)) {
                return row.group(2).replace("`", "");
            }
        }
        throw new IllegalArgumentException(service + " has no key " + key);
    }

    /** Returns the names of all metrics, with those that the exporter derives from a timer or a summary. */
    static Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        Matcher row = ROW.matcher(Repository.read("docs/metrics.md"));
        while (row.find()) {
            String name = row.group(1);
            names.add(name);
            if (List.of("timer", "distribution summary").contains(row.group(2))) {
                names.addAll(List.of(name + "_count", name + "_sum", name + "_max"));
            }
        }
        // The only histogram, according to the page.
        names.add("relay_latency_seconds_bucket");
        return names;
    }

    private static Set<String> rows(String section) {
        Set<String> found = new TreeSet<>();
        Matcher row = ROW.matcher(section);
        while (row.find()) {
            found.add(row.group(1));
        }
        return found;
    }

    private static String section(String page, String title) {
        String text = Repository.read(page);
        int start = text.indexOf("\n## " + title + "\n");
        if (start < 0) {
            throw new IllegalArgumentException(page + " has no section " + title);
        }
        int end = text.indexOf("\n## ", start + 1);
        return text.substring(start, end < 0 ? text.length() : end);
    }
}
