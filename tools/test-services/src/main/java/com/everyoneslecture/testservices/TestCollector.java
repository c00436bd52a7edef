package com.everyoneslecture.testservices;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Receives the spans that services export by OTLP over HTTP, in place of a collector. */
public final class TestCollector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<ExportedSpan> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private TestCollector(HttpServer server) {
        this.server = server;
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** Starts a collector on a free port of this machine. */
    public static TestCollector start() {
        try {
            return new TestCollector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the value of {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the settings with which Spring Boot exports to this, soon after a span has ended. */
    public Map<String, Object> settings() {
        return Map.of(
                "management.opentelemetry.tracing.export.otlp.endpoint",
                endpoint() + "/v1/traces",
                "management.opentelemetry.tracing.export.schedule-delay",
                "50ms");
    }

    /** Returns the received spans, in the order of their arrival. */
    public List<ExportedSpan> spans() {
        return List.copyOf(spans);
    }

    /** Waits for a span and returns it. */
    public ExportedSpan await(Predicate<ExportedSpan> wanted) {
        Awaitility.await().atMost(PATIENCE).until(() -> spans.stream().anyMatch(wanted));
        return spans.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Waits for the span of this name in this trace and returns it. */
    public ExportedSpan await(String traceId, String name) {
        return await(span -> span.traceId().equals(traceId) && span.name().equals(name));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            for (ResourceSpans resource : request.getResourceSpansList()) {
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    for (Span span : scope.getSpansList()) {
                        spans.add(ExportedSpan.of(resource.getResource().getAttributesList(), span));
                    }
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
