package com.everyoneslecture.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.Yaml;

/** The switch to JSON works with the configuration of each service: one entry is one line, with its trace. */
class JsonLogTest {

    private static final String TEXT = "first 최종테스트\ttab\r\n{\"message\":\"forged\"}\u001b[31mred\u0000\u009b";

    @ParameterizedTest
    @CsvSource({
        "category-app, ecs",
        "category-app, logstash",
        "outbox-relay, ecs",
        "outbox-relay, logstash",
        "lecture-projector, ecs",
        "lecture-projector, logstash"
    })
    void writesAnEntryAsOneLineOfJson(String service, String format) throws Exception {
        LoggerContext context = new LoggerContext();
        context.putObject(Environment.class.getName(), environmentOf(service));
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("logger"), Level.INFO, TEXT, new IllegalStateException(TEXT), null);
        event.setKeyValuePairs(List.of(new KeyValuePair("topic", TEXT), new KeyValuePair("offset", 7)));
        event.setMDCPropertyMap(Map.of("traceId", "4bf92f3577b34da6a3ce929d0e0e4736", "spanId", "00f067aa0ba902b7"));

        String entry = new String(encoder.encode(event), StandardCharsets.UTF_8);

        assertThat(entry).endsWith("\n").doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]");
        assertThat(entry.strip().lines()).hasSize(1);
        assertThat(entry).containsOnlyOnce("\"trace.id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"");
        assertThat(entry).containsOnlyOnce("\"span.id\":\"00f067aa0ba902b7\"");
        Map<String, Object> json = new Yaml().load(entry);
        assertThat(json)
                .containsEntry("message", TEXT)
                .containsEntry("topic", TEXT)
                .containsEntry("offset", 7);
    }

    private static Environment environmentOf(String service) throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load(
                        service,
                        new ByteArrayResource(Repository.here()
                                .read(service + "/src/main/resources/application.yaml")
                                .getBytes(StandardCharsets.UTF_8)))
                .forEach(environment.getPropertySources()::addLast);
        return environment;
    }
}
