package com.everyoneslecture.outbox.service.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.service.configuration.WrongConfigurationException;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.mock.env.MockEnvironment;

class TracingSwitchTest {

    private static final String TRACER =
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration";
    private static final String NO_TRACER =
            "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration";
    private static final String SDK =
            "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration";
    private static final String LOGS =
            "org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration";
    private static final String WEB = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration";

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void isOffWithoutAnEndpoint() {
        assertThat(matches()).containsExactly(false, false, false, false, true);
    }

    @Test
    void isOnWithAnEndpointAndExportsNoLogs() {
        environment.setProperty(TracingSwitch.ENDPOINT, "http://collector:4318/v1/traces");

        assertThat(matches()).containsExactly(true, true, true, false, true);
    }

    @ParameterizedTest
    @CsvSource({
        "management.opentelemetry.enabled",
        "management.tracing.export.enabled",
        "management.tracing.export.otlp.enabled"
    })
    void isOffWhereASwitchOfSpringBootIs(String key) {
        environment.setProperty(TracingSwitch.ENDPOINT, "http://collector:4318/v1/traces");
        environment.setProperty(key, "false");

        assertThat(matches()).containsExactly(false, false, false, false, true);
    }

    @Test
    void rejectsATransportThatItHasNoClientFor() {
        environment.setProperty("management.opentelemetry.tracing.export.otlp.transport", "GRPC");
        assertThat(matches()).as("tracing is off").containsExactly(false, false, false, false, true);

        environment.setProperty(TracingSwitch.ENDPOINT, "http://collector:4317/v1/traces");
        assertThatThrownBy(this::matches)
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessageContaining("OTEL_EXPORTER_OTLP_PROTOCOL")
                .hasMessageContaining("4318");
    }

    @ParameterizedTest
    @CsvSource({"/actuator/health/readiness, false", "/actuator/prometheus, false", "/lecture/readCategories, true"})
    void exportsNoSpansOfProbes(String path, boolean exported) {
        SpanExportingPredicate predicate = new TracingAutoConfiguration().noSpansOfProbes();

        assertThat(predicate.isExportable(span(Map.of("http.url", path)))).isEqualTo(exported);
        assertThat(predicate.isExportable(span(Map.of()))).isTrue();
    }

    private static FinishedSpan span(Map<String, String> tags) {
        return (FinishedSpan) Proxy.newProxyInstance(
                TracingSwitchTest.class.getClassLoader(),
                new Class<?>[] {FinishedSpan.class},
                (proxy, method, arguments) -> method.getName().equals("getTags") ? tags : null);
    }

    private boolean[] matches() {
        TracingSwitch filter = new TracingSwitch();
        filter.setEnvironment(environment);
        AutoConfigurationMetadata none = (AutoConfigurationMetadata) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AutoConfigurationMetadata.class},
                (proxy, method, arguments) -> null);
        return filter.match(new String[] {TRACER, NO_TRACER, SDK, LOGS, WEB}, none);
    }
}
