package com.everyoneslecture.localstack.control;

import com.everyoneslecture.localstack.process.LogFile;
import com.everyoneslecture.localstack.stack.Secrets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The end of a component's log for readers elsewhere, without secrets: no password of the system, and no value behind a name such as
 * {@code password} or {@code token}.
 *
 * @param name the component
 * @param lines at most 200 lines, from at most 64 KiB, the oldest first; control characters are replaced
 */
record LogEnd(String name, List<String> lines) {

    private static final int LINES = 200;

    private static final Pattern NAMED_SECRET = Pattern.compile(
            "((?:password|passwd|secret|token|authorization)[\\w.-]*[\"']?\\s*[=:]\\s*(?:(?:Bearer|Basic)\\s+)?[\"']?)[^\\s\"',;&]+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(://[^\\s/:@]+:)[^\\s/@]+(?=@)");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

    static LogEnd of(String name, LogFile log, Secrets secrets) {
        return new LogEnd(
                name,
                log.tail(LINES).stream()
                        .map(line -> harmless(secrets.hidden(line)))
                        .toList());
    }

    static String harmless(String line) {
        String withoutSecrets = PASSWORD_IN_URL
                .matcher(NAMED_SECRET.matcher(line).replaceAll("$1" + Secrets.HIDDEN))
                .replaceAll("$1" + Secrets.HIDDEN);
        return CONTROL.matcher(withoutSecrets).replaceAll("?");
    }
}
