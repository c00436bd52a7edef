package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.ExportedSpan;
import com.everyoneslecture.testservices.TestCollector;
import com.everyoneslecture.testservices.TestDatabase;
import com.jayway.jsonpath.JsonPath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The service with a collector of traces. */
@ExtendWith(OutputCaptureExtension.class)
class TracesIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CLIENT = "00f067aa0ba902b7";
    private static final TestDatabase DATABASE = CategoryDatabase.DATABASE;
    private static final TestCollector COLLECTOR = TestCollector.start();

    private static Service service;

    @BeforeAll
    static void start() {
        Map<String, Object> settings = new HashMap<>(CategoryDatabase.settings(DATABASE));
        settings.putAll(COLLECTOR.settings());
        settings.put("management.metrics.distribution.percentiles-histogram.http.server.requests", "true");
        service = Service.start(settings);
    }

    @AfterAll
    static void stop() {
        service.close();
        COLLECTOR.close();
    }

    @Test
    void tracesARequestToTheRowOfItsEvent() throws Exception {
        long id = create("traced", "00-" + TRACE + "-" + CLIENT + "-01");

        ExportedSpan request = COLLECTOR.await(TRACE, "http post /category/lectureCategories");
        ExportedSpan append = COLLECTOR.await(TRACE, "append category");
        assertThat(request.parentId()).isEqualTo(CLIENT);
        assertThat(request.kind()).isEqualTo("SERVER");
        assertThat(request.service()).isEqualTo("category-app");
        assertThat(append.parentId()).isEqualTo(request.spanId());
        assertThat(append.kind()).isEqualTo("PRODUCER");
        assertThat(append.startNanos()).isBetween(request.startNanos(), request.endNanos());
        assertThat(append.endNanos()).isBetween(append.startNanos(), request.endNanos());
        assertThat(traceparent(id)).isEqualTo("00-" + TRACE + "-" + append.spanId() + "-01");
    }

    @Test
    void recordsNothingOfATraceThatTheClientDoesNotRecord() throws Exception {
        String unrecorded = "11111111111111111111111111111111";
        long id = create("unrecorded", "00-" + unrecorded + "-" + CLIENT + "-00");
        String later = "22222222222222222222222222222222";
        create("recorded", "00-" + later + "-" + CLIENT + "-01");

        COLLECTOR.await(later, "http post /category/lectureCategories");
        assertThat(traceparent(id)).startsWith("00-" + unrecorded + "-").endsWith("-00");
        assertThat(COLLECTOR.spans()).extracting(ExportedSpan::traceId).doesNotContain(unrecorded);
    }

    @Test
    void exportsNoSpansOfProbes() {
        String probe = "33333333333333333333333333333333";
        service.http().get("/actuator/health/liveness", "traceparent", "00-" + probe + "-" + CLIENT + "-01");
        String later = "44444444444444444444444444444444";
        service.http().get("/category/lectureCategories", "traceparent", "00-" + later + "-" + CLIENT + "-01");

        COLLECTOR.await(later, "http get /category/lectureCategories");
        assertThat(COLLECTOR.spans()).extracting(ExportedSpan::traceId).doesNotContain(probe);
    }

    @Test
    void namesATraceBesideALatency() {
        String trace = "55555555555555555555555555555555";
        service.http().get("/category/lectureCategories/424242", "traceparent", "00-" + trace + "-" + CLIENT + "-01");

        String metrics = service.http()
                .get("/actuator/prometheus", "Accept", "application/openmetrics-text;version=1.0.0")
                .body();

        assertThat(metrics.lines().filter(line -> line.contains("trace_id=\"" + trace + "\"")))
                .as("of a form that every Prometheus takes")
                .isNotEmpty()
                .allMatch(line -> line.startsWith("http_server_requests_seconds_bucket"));
    }

    @Test
    void writesJsonWithTheTraceAndWithoutThePassword(CapturedOutput output) {
        String trace = "66666666666666666666666666666666";
        Map<String, Object> settings = new HashMap<>(CategoryDatabase.settings(DATABASE));
        settings.putAll(COLLECTOR.settings());
        // The log of this JVM is set up only once, and the running service has done that.
        LoggingSystem.get(getClass().getClassLoader()).cleanUp();
        try (Service json = Service.start(
                settings,
                "--logging.structured.format.console=ecs",
                "--logging.level.org.springframework.web.servlet.DispatcherServlet=debug")) {
            json.http().get("/category/lectureCategories", "traceparent", "00-" + trace + "-" + CLIENT + "-01");
        }

        List<String> lines = output.getOut()
                .lines()
                .dropWhile(line -> !line.startsWith("{"))
                .filter(line -> !line.isBlank())
                .toList();
        assertThat(lines).anyMatch(line -> line.contains("\"message\":\"Started "));
        assertThat(lines)
                .allSatisfy(line -> assertThat(JsonPath.<String>read(line, "$['@timestamp']"))
                        .isNotBlank());
        assertThat(lines).anyMatch(line -> line.contains("\"trace.id\":\"" + trace + "\""));
        assertThat(output.getAll()).doesNotContain(DATABASE.password("category_app"));
    }

    private static long create(String name, String traceparent) {
        String body = service.http()
                .post("{\"categoryName\":\"" + name + "\"}", "traceparent", traceparent)
                .body();
        return JsonPath.<Number>read(body, "$.categoryId").longValue();
    }

    private static String traceparent(long id) throws Exception {
        try (Connection connection = DATABASE.admin().getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select traceparent from outbox where aggregateid = ?")) {
            select.setString(1, Long.toString(id));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
