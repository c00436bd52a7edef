package com.everyoneslecture.outbox.service.tracing;

import com.everyoneslecture.outbox.service.configuration.WrongConfigurationException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Enables tracing if an endpoint for traces is configured. Otherwise none of Spring Boot's auto-configurations of tracing is
 * used: there is no tracer, no span and no exporting thread, and a request or an event costs as much as without them.
 */
public final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

    /** Spring Boot sets it if {@code OTEL_EXPORTER_OTLP_ENDPOINT} or {@code OTEL_EXPORTER_OTLP_TRACES_ENDPOINT} is set. */
    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    /**
     * Each is true by default. The first is set by {@code OTEL_SDK_DISABLED}, the last by {@code OTEL_TRACES_EXPORTER=none}.
     */
    private static final List<String> SWITCHES = List.of(
            "management.opentelemetry.enabled",
            "management.tracing.export.enabled",
            "management.tracing.export.otlp.enabled");

    private static final List<String> TRACING = List.of(
            "org.springframework.boot.micrometer.tracing.",
            "org.springframework.boot.opentelemetry.",
            "com.everyoneslecture.outbox.service.tracing.");

    /** The endpoint of {@code OTEL_EXPORTER_OTLP_ENDPOINT} would also start an exporter of logs, which no code uses. */
    private static final String LOGS = "org.springframework.boot.opentelemetry.autoconfigure.logging.";

    private static final String TRANSPORT = "management.opentelemetry.tracing.export.otlp.transport";

    private boolean on;

    /** @throws WrongConfigurationException if spans are to be sent in a way that this build has no client for */
    @Override
    public void setEnvironment(Environment environment) {
        on = isOn(environment);
        if (on && !environment.getProperty(TRANSPORT, "http").equalsIgnoreCase("http")) {
            throw new WrongConfigurationException(Map.of(
                    TRANSPORT,
                    "(environment variable OTEL_EXPORTER_OTLP_PROTOCOL) must be http (http/protobuf), or absent: the endpoint is then"
                            + " the collector's port for HTTP, 4318 by default"));
        }
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[classes.length];
        for (int index = 0; index < classes.length; index++) {
            String name = classes[index];
            matches[index] = name == null || !isOfTracing(name) || (on && !name.startsWith(LOGS));
        }
        return matches;
    }

    private static boolean isOn(Environment environment) {
        return !environment.getProperty(ENDPOINT, "").isBlank()
                && SWITCHES.stream().allMatch(key -> environment.getProperty(key, Boolean.class, true));
    }

    private static boolean isOfTracing(String name) {
        return TRACING.stream().anyMatch(name::startsWith);
    }
}
