package com.everyoneslecture.console.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The readable part of a fault as a service or the launcher reported it: its words, without JSON, in one line of limited length. */
public final class ReportedCause {

    private static final int MOST_CHARACTERS = 300;

    /** The details of a health whose texts are for readers, the most exact first. */
    private static final List<String> NAMES = List.of("cause", "danger", "error", "detail", "message");

    /** A detail in the launcher's list of them: {@code relay: state=backoff, cause=no broker, slot={…}; db: error=…}. */
    private static final Pattern LISTED =
            Pattern.compile("\\b(?:cause|danger|error)=(.*?)(?=, [A-Za-z]\\w*=|; [A-Za-z]\\w*: |$)", Pattern.DOTALL);

    private ReportedCause() {}

    /** Returns the words of a fault; empty if it has none. */
    public static String of(String reported) {
        return bounded(words(reported).strip().replaceAll("\\s+", " "));
    }

    private static String words(String reported) {
        Set<String> listed = new LinkedHashSet<>();
        Matcher detail = LISTED.matcher(reported);
        while (detail.find()) {
            listed.add(detail.group(1));
        }
        if (!listed.isEmpty()) {
            return String.join("; ", listed);
        }
        int begin = reported.indexOf('{');
        int end = reported.lastIndexOf('}');
        JsonNode json = begin < 0 || end < begin ? null : parse(reported.substring(begin, end + 1));
        if (json == null) {
            return reported;
        }
        List<String> found = new ArrayList<>();
        collect(json, found);
        return found.isEmpty() ? reported.substring(0, begin).replaceAll("[\\w.]*=?\\s*$", "") : found.get(0);
    }

    /** Adds the texts of faults, those of the outer objects first. */
    private static void collect(JsonNode json, List<String> found) {
        NAMES.stream()
                .map(json::path)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .forEach(found::add);
        for (Map.Entry<String, JsonNode> part : json.properties()) {
            if (!part.getValue().path("status").asString("").equals("UP")) {
                collect(part.getValue(), found);
            }
        }
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String bounded(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
