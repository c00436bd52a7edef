package com.everyoneslecture.console.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ComponentTest {

    @Test
    void hasTheReasonTheEndOfTheLogAndTheRemedyOfOneThatDied() {
        Component component = of("""
                {"name":"outbox-relay","pid":null,"port":8083,"state":"died","healthy":false,
                 "reason":"exit status 3 (out of memory)","log":["one","two"],"remedy":"./outbox start outbox-relay"}
                """);

        assertThat(component)
                .isEqualTo(new Component(
                        "outbox-relay",
                        "died",
                        "down",
                        "exit status 3 (out of memory)",
                        null,
                        8083,
                        null,
                        List.of("one", "two"),
                        "./outbox start outbox-relay"));
    }

    @Test
    void isStoppedIfAnOperationHasEndedIt() {
        for (String state : List.of("stopped", "killed")) {
            Component component = of("""
                    {"name":"kafka","port":9092,"state":"%s","healthy":false,"reason":"%s","log":[],"remedy":null}
                    """.formatted(state, state));

            assertThat(component)
                    .isEqualTo(new Component("kafka", "stopped", "down", state, null, 9092, null, List.of(), null));
        }
    }

    @Test
    void hasTheLaunchersReasonInOneBoundedLine() {
        Component component = of("""
                {"name":"outbox-relay","pid":7,"port":8083,"state":"running","healthy":false,
                 "reason":"relay: no broker\\n answers %s","log":[],"remedy":null}
                """.formatted("x".repeat(1_000)));

        assertThat(component.reason())
                .startsWith("relay: no broker answers xxx")
                .hasSize(301);
    }

    @Test
    void isStartingUntilItServes() {
        Component component = of("""
                {"name":"kafka","pid":7,"port":9092,"state":"starting","healthy":false,"reason":"no answer","log":[],"remedy":null}
                """);

        assertThat(component.starts()).isTrue();
        assertThat(component.starting(12))
                .isEqualTo(new Component("kafka", "starting", "down", null, 7L, 9092, 12L, List.of(), null));
    }

    private static Component of(String json) {
        return Component.of(JsonMapper.shared().readTree(json));
    }
}
