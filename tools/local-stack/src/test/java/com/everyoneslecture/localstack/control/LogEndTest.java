package com.everyoneslecture.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogEndTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connects with password=s3cret, user=a | connects with password=***, user=a",
                "sasl.jaas.config = Module required username=\"a\" password=\"s3cret\"; | sasl.jaas.config = Module required username=\"a\" password=\"***\";",
                "{\"token\":\"s3cret\",\"port\":8080} | {\"token\":\"***\",\"port\":8080}",
                "Authorization: Bearer s3cret | Authorization: Bearer ***",
                "CONSOLE_LECTUREDATABASE_PASSWORD=s3cret | CONSOLE_LECTUREDATABASE_PASSWORD=***",
                "postgresql://relay:s3cret@127.0.0.1:15432/category | postgresql://relay:***@127.0.0.1:15432/category",
                "password authentication failed for user \"relay\" | password authentication failed for user \"relay\"",
                "최종테스트\u001b[31m red | 최종테스트?[31m red",
            })
    void hasNeitherSecretsNorControlCharacters(String line, String shown) {
        assertThat(LogEnd.harmless(line)).isEqualTo(shown);
    }
}
