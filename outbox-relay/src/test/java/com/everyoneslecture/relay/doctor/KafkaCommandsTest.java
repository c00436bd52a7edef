package com.everyoneslecture.relay.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.relay.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaCommandsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "kafka:9092,10.0.0.1:9093 | kafka:9092,10.0.0.1:9093",
                "[::1]:9092 | '[::1]:9092'",
                "a:9092, b:9093 | 'a:9092, b:9093'",
            })
    void nameTheBrokersAsAShellLeavesThem(String servers, String argument) {
        KafkaSettings kafka = new KafkaSettings(servers, Duration.ofSeconds(3), Map.of(), null);

        assertThat(KafkaCommands.allowOnTopic(kafka, "orders", "Read"))
                .isEqualTo("kafka-acls --bootstrap-server " + argument
                        + " --add --allow-principal User:RELAY --operation Read --topic orders");
        assertThat(KafkaCommands.alter(kafka, "orders", Map.of("retention.ms", "-1")))
                .isEqualTo("kafka-configs --bootstrap-server " + argument
                        + " --alter --entity-type topics --entity-name orders --add-config retention.ms=-1");
    }
}
