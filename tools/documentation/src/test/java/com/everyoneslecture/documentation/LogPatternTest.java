package com.everyoneslecture.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Foreign text in a log message can neither forge an entry nor control a terminal, and stays readable in every script. */
class LogPatternTest {

    private static final String TEXT = "first 최종테스트\ttab\r\n2026-11-28T00:00:00.000Z ERROR forged \u001b[31mred\u0000";

    @ParameterizedTest
    @ValueSource(strings = {"category-app", "outbox-relay", "lecture-projector", "tools/console"})
    void keepsTextOfOthersWithinItsEntry(String service) {
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        // The pattern is tested without Spring Boot's own converter of stack traces.
        layout.setPattern(patternOf(service).replace("%wEx", "%ex"));
        layout.start();
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("logger"), Level.INFO, TEXT, new IllegalStateException(TEXT), null);
        event.setKeyValuePairs(List.of(new KeyValuePair("key", TEXT)));

        List<String> lines = layout.doLayout(event).lines().toList();

        assertThat(lines.get(0)).contains("INFO").contains("first 최종테스트\ttab");
        assertThat(lines.subList(1, lines.size())).isNotEmpty().allMatch(line -> line.startsWith("  "));
        assertThat(String.join("", lines)).doesNotContainPattern("[\\p{Cntrl}&&[^\\t]]");
    }

    private static String patternOf(String service) {
        Object value = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Repository.here().read(service + "/src/main/resources/application.yaml"));
        for (String key : List.of("logging", "pattern", "console")) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return String.valueOf(value);
    }
}
