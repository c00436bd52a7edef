package com.everyoneslecture.outbox.service.tracing;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Adds to Spring Boot's tracing. {@link TracingSwitch} skips it if tracing is off. */
@AutoConfiguration
public class TracingAutoConfiguration {

    /** Excludes probes and scrapes, because they arrive every few seconds and would be most of all spans. */
    @Bean
    SpanExportingPredicate noSpansOfProbes() {
        return span -> !span.getTags().getOrDefault("http.url", "").startsWith("/actuator/");
    }
}
