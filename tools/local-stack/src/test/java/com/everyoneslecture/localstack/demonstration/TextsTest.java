package com.everyoneslecture.localstack.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {

    @Test
    void haveTheSameKeysInBothLanguages() throws IOException {
        assertThat(properties("texts_ko.properties").stringPropertyNames())
                .isEqualTo(properties("texts.properties").stringPropertyNames());
    }

    @ParameterizedTest
    @EnumSource
    void describeEachDemonstration(Demonstration demonstration) {
        Texts english = Texts.in(Locale.GERMANY);
        Texts korean = Texts.in(Locale.KOREA);
        assertThat(english.line(demonstration)).startsWith(String.format(Locale.ROOT, "%3d  ", demonstration.number()));
        assertThat(english.prediction(demonstration)).isNotBlank();
        assertThat(korean.prediction(demonstration))
                .containsPattern("[가-힣]")
                .isNotEqualTo(english.prediction(demonstration));
        assertThat(english.look(demonstration)).isNotBlank();
        assertThat(korean.look(demonstration)).containsPattern("[가-힣]");
        assertThat(korean.title(demonstration)).containsPattern("[가-힣]");
    }

    @Test
    void nameTheOptionsThatAreNeeded() {
        assertThat(Texts.in(Locale.ROOT).line(Demonstration.FROZEN_RELAY)).endsWith("(./outbox up --relays 2)");
    }

    private static Properties properties(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Texts.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
