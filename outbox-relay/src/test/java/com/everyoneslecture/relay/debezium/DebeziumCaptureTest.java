package com.everyoneslecture.relay.debezium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.retry.Decision.Retry;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.relay.engine.RelayRemedies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DebeziumCaptureTest {

    private final FailurePolicy policy =
            new FailurePolicy(new RelayRemedies("outbox_relay", OutboxNames.parse("public.outbox")));

    /** A connection is lost at any moment of a start, also while the engine checks its configuration. */
    @Test
    void isTriedAgainWhereTheServerEndsEachConnection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread closer = new Thread(() -> endConnections(server));
            closer.setDaemon(true);
            closer.start();
            DebeziumCapture capture = DebeziumCapture.prepare(
                    new DatabaseSettings(
                            "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/shop",
                            "relay",
                            "secret",
                            Map.of()),
                    new SlotSettings("shop", "outbox", "public.outbox", Duration.ofSeconds(5)),
                    new CaptureSettings(
                            Connector.DEBEZIUM, Duration.ofMillis(3), Duration.ofMillis(400), 100, Map.of()),
                    events -> {});

            ExecutionException ended = catchThrowableOfType(
                    ExecutionException.class,
                    () -> capture.ended().toCompletableFuture().get(1, TimeUnit.MINUTES));

            assertThat(policy.decide(ended)).isInstanceOf(Retry.class);
        }
    }

    private static void endConnections(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException e) {
            // The test has closed the socket.
        }
    }
}
