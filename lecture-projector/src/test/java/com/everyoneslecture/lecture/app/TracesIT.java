package com.everyoneslecture.lecture.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Change;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.testservices.ExportedSpan;
import com.everyoneslecture.testservices.TestCollector;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The service with a collector of traces. */
class TracesIT {

    private static final String WRITER = "00f067aa0ba902b7";
    private static final TestCollector COLLECTOR = TestCollector.start();
    private static final Topic TOPIC = Topic.create(TestKafka.shared().bootstrapServers(), 1);

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
        Map<String, Object> settings = new HashMap<>(COLLECTOR.settings());
        settings.putAll(ServiceSettings.of(database, TOPIC));
        settings.put("server.port", 0);
        settings.put("management.metrics.distribution.percentiles-histogram.projector.batch.apply", "true");
        service = new SpringApplicationBuilder(ProjectorApplication.class)
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", settings)))
                .run();
    }

    @AfterAll
    static void stop() {
        service.close();
        TOPIC.close();
        COLLECTOR.close();
    }

    @Test
    void continuesTheTraceOfAnAppliedEvent() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String unrecorded = "11111111111111111111111111111111";
        TOPIC.send(
                Change.of(1, 1).header("traceparent", "00-" + unrecorded + "-" + WRITER + "-00"),
                Change.of(2, 1),
                Change.of(3, 1).header("traceparent", "kaputt"),
                Change.of(4, 1).header("traceparent", "00-" + trace + "-" + WRITER + "-01"));

        ExportedSpan apply = COLLECTOR.await(trace, "apply " + TOPIC.name().value());

        assertThat(apply.parentId()).isEqualTo(WRITER);
        assertThat(apply.kind()).isEqualTo("CONSUMER");
        assertThat(apply.service()).isEqualTo("lecture-projector");
        assertThat(apply.failed()).isFalse();
        assertThat(apply.endNanos()).isGreaterThan(apply.startNanos());
        assertThat(apply.attributes())
                .containsEntry("messaging.destination.name", TOPIC.name().value())
                .containsEntry("outbox.event.type", "LectureCategoryChanged")
                .containsEntry("messaging.message.id", "00000000-0000-0004-0000-000000000001");
        assertThat(COLLECTOR.spans()).extracting(ExportedSpan::traceId).doesNotContain(unrecorded);
    }

    @Test
    void namesATraceBesideTheTimeOfABatch() {
        AtomicLong version = new AtomicLong();
        // Prometheus' client samples one trace in 90 ms.
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            TOPIC.send(Change.of(6, version.incrementAndGet())
                    .header("traceparent", "00-33333333333333333333333333333333-" + WRITER + "-01"));
            return openMetrics()
                    .lines()
                    .anyMatch(line -> line.matches("projector_batch_apply_seconds_bucket.*trace_id=.*"));
        });
    }

    @Test
    void showsADeadLetterInItsTrace() {
        String trace = "22222222222222222222222222222222";
        TOPIC.send(Change.of(5, 1).value("kaputt").header("traceparent", "00-" + trace + "-" + WRITER + "-01"));

        ExportedSpan apply = COLLECTOR.await(trace, "apply " + TOPIC.name().value());

        assertThat(apply.failed()).isTrue();
        assertThat(apply.attributes()).containsEntry("error.type", "not-json");
    }

    private static String openMetrics() {
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return new Http(port)
                .get("/actuator/prometheus", "Accept", "application/openmetrics-text;version=1.0.0")
                .body();
    }
}
