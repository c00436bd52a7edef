package com.everyoneslecture.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.localstack.stack.ComponentName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PortsTest {

    @Test
    void areThoseOfOneRelayByDefault() {
        assertThat(ports().byComponent())
                .containsKey(ComponentName.OUTBOX_RELAY)
                .doesNotContainKeys(
                        ComponentName.OUTBOX_RELAY_2, ComponentName.CONNECT_WORKER, ComponentName.CONNECT_WORKER_2);
        assertThat(ports("--relays", "2").byComponent()).containsKey(ComponentName.OUTBOX_RELAY_2);
    }

    @Test
    void haveWorkersInPlaceOfTheRelayOnKafkaConnect() {
        assertThat(ports("--relay-on", "connect").byComponent())
                .containsEntry(ComponentName.CONNECT_WORKER, 8085)
                .doesNotContainKeys(ComponentName.OUTBOX_RELAY, ComponentName.CONNECT_WORKER_2);
        assertThat(ports("--relay-on", "connect", "--workers", "2").byComponent())
                .containsEntry(ComponentName.CONNECT_WORKER_2, 8086);
    }

    @Test
    void haveAsManyBrokersAndProjectorsAsChosen() {
        assertThat(ports().byComponent()).doesNotContainKeys(ComponentName.KAFKA_2, ComponentName.LECTURE_PROJECTOR_2);
        assertThat(ports("--brokers", "3").byComponent())
                .containsEntry(ComponentName.KAFKA, 9092)
                .containsEntry(ComponentName.KAFKA_2, 9093)
                .containsEntry(ComponentName.KAFKA_3, 9094);
        assertThat(ports("--projectors", "2", "--port-lecture-projector-2", "18088")
                        .byComponent())
                .containsEntry(ComponentName.LECTURE_PROJECTOR_2, 18088)
                .doesNotContainKey(ComponentName.LECTURE_PROJECTOR_3);
        assertThat(ports("--brokers", "2").problem()).contains("--brokers must be 1 or 3");
        assertThat(ports("--projectors", "4").problem()).contains("--projectors must be 1, 2 or 3");
    }

    @Test
    void sayWhatCannotBe() {
        assertThat(ports().problem()).isNull();
        assertThat(ports("--relays", "3").problem()).contains("--relays must be 1 or 2");
        assertThatThrownBy(() -> ports("--relay-on", "mars")).hasMessageContaining("'mars' is not service or connect");
        assertThat(ports("--workers", "2").problem()).contains("--workers needs --relay-on connect");
        assertThat(ports("--relay-on", "connect", "--workers", "0").problem()).contains("--workers must be 1 or 2");
        assertThat(ports("--relay-on", "connect", "--relays", "2").problem()).contains("use --workers");
        assertThat(ports("--relay-on", "connect", "--workers", "2").problem()).isNull();
    }

    private static Ports ports(String... arguments) {
        return CommandLine.populateCommand(new Ports(), arguments);
    }
}
