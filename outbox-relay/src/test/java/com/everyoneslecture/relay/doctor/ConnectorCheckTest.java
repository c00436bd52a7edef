package com.everyoneslecture.relay.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectorCheckTest {

    private HttpServer worker;
    private String status = "";

    @BeforeEach
    void start() throws IOException {
        worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.createContext("/connectors/outbox/status", exchange -> {
            byte[] bytes = status.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        worker.start();
    }

    @AfterEach
    void stop() {
        worker.stop(0);
    }

    @Test
    void isContentWithARunningTask() {
        status = task("RUNNING", "");
        assertThat(findings()).extracting(Finding::status).containsExactly(Status.OK, Status.OK);
        assertThat(findings().get(1).detail()).isEqualTo("its task runs on 127.0.0.1:8085");
    }

    @Test
    void reportsWhyTheTaskFailedAndHowToRestartIt() {
        status = task("FAILED", "ConnectException: there is no publication\\n\\tat A.b(A.java:1)");
        Finding connector = findings().get(1);
        assertThat(connector.status()).isEqualTo(Status.FAIL);
        assertThat(connector.detail()).isEqualTo("ConnectException: there is no publication");
        assertThat(connector.advice()).contains("/connectors/outbox/restart");
    }

    @Test
    void failsIfNoWorkerAnswers() {
        worker.stop(0);
        assertThat(findings()).extracting(Finding::status).containsExactly(Status.WARN, Status.FAIL);
    }

    private List<Finding> findings() {
        URI address = URI.create("http://127.0.0.1:" + worker.getAddress().getPort());
        return new ConnectorCheck(List.of(address), "outbox").findings();
    }

    private static String task(String state, String trace) {
        return "{\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[{\"id\":0,\"state\":\"" + state
                + "\",\"worker_id\":\"127.0.0.1:8085\",\"trace\":\"" + trace + "\"}]}";
    }
}
