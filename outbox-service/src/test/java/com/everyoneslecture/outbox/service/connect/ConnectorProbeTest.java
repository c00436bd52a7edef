package com.everyoneslecture.outbox.service.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectorProbeTest {

    private static final String RUNNING = """
            {"name":"outbox","connector":{"state":"RUNNING","worker_id":"127.0.0.1:8085"},
             "tasks":[{"id":0,"state":"RUNNING","worker_id":"127.0.0.1:8086"}],"type":"source"}
            """;

    private final List<HttpServer> workers = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        workers.forEach(worker -> worker.stop(0));
    }

    @Test
    void reportsARunningTaskAndItsWorker() throws Exception {
        ConnectorStatus status = probe(worker(200, RUNNING)).status();
        assertThat(status.isRunning()).isTrue();
        assertThat(status.worker()).isEqualTo("127.0.0.1:8086");
        assertThat(status.cause()).isNull();
        assertThat(status.remedy()).isNull();
    }

    @Test
    void reportsTheFirstLineOfTheTraceOfAFailedTask() throws Exception {
        URI worker = worker(200, """
                {"connector":{"state":"RUNNING"},"tasks":[{"id":0,"state":"FAILED","worker_id":"127.0.0.1:8085",
                 "trace":"ConnectException: the publication is missing — to do: create it\\n\\tat A.b(A.java:1)\\n"}]}
                """);
        ConnectorStatus status = probe(worker).status();
        assertThat(status.isRunning()).isFalse();
        assertThat(status.state()).isEqualTo("failed");
        assertThat(status.cause()).isEqualTo("ConnectException: the publication is missing — to do: create it");
        assertThat(status.remedy()).contains("POST " + worker + "/connectors/outbox/restart");
    }

    @Test
    void reportsAPausedConnector() throws Exception {
        ConnectorStatus status = probe(worker(
                        200, "{\"connector\":{\"state\":\"PAUSED\"},\"tasks\":[{\"id\":0,\"state\":\"PAUSED\"}]}"))
                .status();
        assertThat(status.cause()).isEqualTo("the connector is paused");
        assertThat(status.remedy()).contains("/connectors/outbox/resume");
    }

    @Test
    void reportsAStoppedConnectorThoughItHasNoTask() throws Exception {
        assertThat(probe(worker(200, "{\"connector\":{\"state\":\"STOPPED\"},\"tasks\":[]}"))
                        .status()
                        .cause())
                .isEqualTo("the connector is stopped");
    }

    @Test
    void reportsATaskThatNoWorkerHas() throws Exception {
        assertThat(probe(worker(200, "{\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[]}"))
                        .status()
                        .cause())
                .isEqualTo("no worker has the task of the connector");
    }

    @Test
    void reportsAMissingConnector() throws Exception {
        ConnectorStatus status = probe(worker(404, "{}")).status();
        assertThat(status.cause()).contains("there is no connector");
        assertThat(status.remedy()).contains("PUT ");
    }

    @Test
    void asksTheOtherWorkersIfOneHangsOrRebalances() throws Exception {
        ConnectorStatus status =
                probe(hanging(), worker(409, "{}"), worker(200, RUNNING)).status();
        assertThat(status.isRunning()).isTrue();
    }

    @Test
    void failsIfNoWorkerAnswers() throws Exception {
        URI gone = worker(200, RUNNING);
        workers.get(0).stop(0);
        assertThatThrownBy(() -> probe(gone).status()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> probe(worker(409, "{}")).status()).hasMessageContaining("HTTP status 409");
        assertThatThrownBy(() -> probe(worker(200, "<html>")).status()).hasMessage("no JSON");
    }

    private ConnectorProbe probe(URI... all) {
        return new ConnectorProbe(HttpClient.newHttpClient(), List.of(all), "outbox", Duration.ofSeconds(20));
    }

    private URI worker(int code, String body) throws IOException {
        HttpServer worker = start();
        worker.createContext("/connectors/outbox/status", exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return address(worker);
    }

    private URI hanging() throws IOException {
        HttpServer worker = start();
        worker.createContext("/", exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        return address(worker);
    }

    private HttpServer start() throws IOException {
        HttpServer worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.start();
        workers.add(worker);
        return worker;
    }

    private static URI address(HttpServer worker) {
        return URI.create("http://127.0.0.1:" + worker.getAddress().getPort());
    }
}
