package com.everyoneslecture.console.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.ExportedSpan;
import com.everyoneslecture.testservices.TestCollector;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** The whole system with a collector of traces: one change, one trace, and logs in JSON. */
@Tag("long")
@Timeout(300)
class WholeTraceIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CLIENT = "00f067aa0ba902b7";

    @Test
    void tracesAChangeFromTheRequestToTheReadModel() throws Exception {
        try (TestCollector collector = TestCollector.start();
                RunningOutbox system = RunningOutbox.start(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(),
                        "OTEL_BSP_SCHEDULE_DELAY", "100",
                        "LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs"))) {
            HttpResponse<String> created =
                    system.send(HttpRequest.newBuilder(system.console().resolve("/category/lectureCategories"))
                            .header("Content-Type", "application/json")
                            .header("traceparent", "00-" + TRACE + "-" + CLIENT + "-01")
                            .POST(BodyPublishers.ofString("{\"categoryName\":\"최종테스트\"}")));
            assertThat(created.statusCode()).isEqualTo(201);

            ExportedSpan apply = collector.await(TRACE, "apply categoryChanged");
            ExportedSpan publish = collector.await(TRACE, "publish category");
            ExportedSpan append = collector.await(TRACE, "append category");
            ExportedSpan request = collector.await(TRACE, "http post /category/lectureCategories");
            assertThat(request.parentId()).isEqualTo(CLIENT);
            assertThat(append.parentId()).isEqualTo(request.spanId());
            assertThat(publish.parentId()).isEqualTo(append.spanId());
            assertThat(apply.parentId()).isEqualTo(append.spanId());
            assertThat(List.of(request, append, publish, apply))
                    .extracting(ExportedSpan::service)
                    .containsExactly("category-app", "category-app", "outbox-relay", "lecture-projector");
            assertThat(collector.spans()).extracting(ExportedSpan::service).doesNotContain("console");

            for (String service : List.of("category-app", "outbox-relay", "lecture-projector")) {
                assertThat(system.log(service))
                        .as(service)
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(JsonMapper.shared()
                                        .readTree(line)
                                        .at("/message")
                                        .isString())
                                .isTrue());
            }
        }
    }
}
