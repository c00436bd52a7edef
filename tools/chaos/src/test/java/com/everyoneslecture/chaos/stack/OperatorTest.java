package com.everyoneslecture.chaos.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.chaos.observe.NoJudgementException;
import com.everyoneslecture.localstack.connect.ConnectCluster;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OperatorTest {

    private static final String RUNNING = "\"state\":\"RUNNING\"";
    private static final String HALTED =
            "org.apache.kafka.connect.errors.ConnectException: the publication is missing — to do: create it, then restart the task";
    private static final String FENCED = "org.apache.kafka.common.errors.ProducerFencedException: fenced";

    /** The traces of the failed task, one for each time that it fails. */
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    private final HttpServer worker = worker();
    private final Operator operator = new Operator(
            Optional.of(new ConnectCluster(List.of(worker.getAddress().getPort()), "outbox")));

    @AfterEach
    void end() throws Exception {
        operator.end();
        worker.stop(0);
    }

    @Test
    void restartsEachFailedTaskAndNamesTheHaltsOfTheRelayOnly() {
        failures.add(HALTED);
        failures.add(FENCED);
        operator.start();

        await().untilAsserted(() -> assertThat(operator.interventions())
                .containsExactly("restarted the task on w:1: " + HALTED, "restarted the task on w:1: " + FENCED));
        assertThat(operator.halts()).containsExactly("w:1: " + HALTED);
        assertThat(operator.halts()).isEmpty();
    }

    @Test
    void isNoJudgementOfTheRelayWhereTheOperatorItselfHasEnded() throws Exception {
        Operator ended = new Operator(Optional.of(new ConnectCluster(List.of(-1), "outbox")));
        ended.start();
        await().untilAsserted(() -> assertThatThrownBy(ended::halts)
                .isInstanceOf(NoJudgementException.class)
                .hasMessageStartingWith("the operator of Kafka Connect has ended: "));
        ended.end();
    }

    private HttpServer worker() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/connectors/outbox", this::answer);
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                failures.remove();
            }
            String failure = failures.peek();
            String task =
                    failure == null ? RUNNING : "\"state\":\"FAILED\",\"trace\":\"" + failure + "\\n\\tat a.B.c\"";
            byte[] status = ("{\"connector\":{" + RUNNING + "},\"tasks\":[{\"id\":0,\"worker_id\":\"w:1\"," + task
                            + "}]}")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, status.length);
            exchange.getResponseBody().write(status);
        }
    }
}
