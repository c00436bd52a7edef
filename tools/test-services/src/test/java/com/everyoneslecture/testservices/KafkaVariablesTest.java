package com.everyoneslecture.testservices;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaVariablesTest {

    @ParameterizedTest
    @CsvSource({
        "auto.create.topics.enable, KAFKA_AUTO_CREATE_TOPICS_ENABLE",
        "with_underscore.and-dash, KAFKA_WITH__UNDERSCORE_AND___DASH"
    })
    void nameTheProperty(String property, String variable) {
        assertThat(ContainerServers.variable(property)).isEqualTo(variable);
    }
}
