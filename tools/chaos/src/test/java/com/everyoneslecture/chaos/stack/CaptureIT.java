package com.everyoneslecture.chaos.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.Readiness;
import com.everyoneslecture.localstack.stack.Capture;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Console;
import com.everyoneslecture.localstack.stack.Links;
import com.everyoneslecture.localstack.stack.Stack;
import com.everyoneslecture.localstack.stack.StackLayout;
import com.everyoneslecture.localstack.stack.StackServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The relay of a local system reports the capture that the system was asked for, also after a kill. */
@Tag("long")
class CaptureIT {

    @TempDir
    private Path home = Path.of("");

    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void theRelayReportsTheCaptureThatWasAskedFor(Capture capture) throws Exception {
        try (Stack stack = Stack.claim(layout()).orElseThrow()) {
            StackServers servers = stack.servers(Map.of(), Links.direct(), Console.ABSENT, Optional.of(capture));
            LocalServer relay = Objects.requireNonNull(servers.all().get(ComponentName.OUTBOX_RELAY));
            List<LocalServer> needed = List.of(servers.categoryDb(), servers.lectureDb(), servers.kafka());
            try {
                for (LocalServer server : needed) {
                    PatientStart.of(server);
                }
                stack.migrate(servers);
                PatientStart.of(relay);
                assertThat(reported(relay)).containsEntry("capture", capture.toString());

                relay.kill();
                PatientStart.of(relay);
                assertThat(reported(relay))
                        .containsEntry("capture", capture.toString())
                        .containsEntry("state", "streaming");
            } finally {
                relay.kill();
                for (LocalServer server : needed) {
                    server.kill();
                }
            }
        }
    }

    private StackLayout layout() {
        return new StackLayout(home, Path.of(System.getProperty("repository.root")));
    }

    private static Map<String, String> reported(LocalServer relay) {
        return new Readiness(relay.port(), "/actuator/health/readiness")
                .details("relay")
                .orElseThrow();
    }
}
