package com.everyoneslecture.outbox.service.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class StrictConfigurationTest {

    record Settings(
            @NotNull Duration pollInterval,
            @Min(1) int batchSize,
            @Valid @NotNull Part part,
            @NotNull Map<@Pattern(regexp = "out-.+", message = "is not a channel") String, @Valid Part> channels,
            @Nullable List<@Valid Part> parts,
            @Nullable Duration tokenLife) {}

    record Part(@NotNull String name) {}

    private static final Map<String, Object> RIGHT = Map.of(
            "app.poll-interval", "5ms",
            "app.batch-size", "10",
            "app.part.name", "이름",
            "app.channels.out-a.name", "a");

    @Test
    void bindsWhatIsRight() {
        assertThat(bind(RIGHT))
                .isEqualTo(new Settings(
                        Duration.ofMillis(5), 10, new Part("이름"), Map.of("out-a", new Part("a")), null, null));
    }

    @Test
    void namesEveryWrongKeyAtOnce() {
        Map<String, Object> wrong = Map.of(
                "app.poll-interval",
                "soon",
                "app.batch-size",
                "0",
                "app.channels.b.name",
                "a",
                "app.channels.b.nmae",
                "a",
                "app.unknown",
                "1");
        assertThatThrownBy(() -> bind(wrong))
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessage("""
                          app.batch-size must be greater than or equal to 1
                          app.channels.b.nmae is not a known key; did you mean app.channels.*.name?
                          app.channels[b] is not a channel
                          app.part is missing
                          app.poll-interval 'soon' is not a duration such as 500ms, 5s or 1m
                          app.unknown is not a known key""".indent(2).stripTrailing());
    }

    @ParameterizedTest
    @CsvSource({
        "APP_PRAT_NAME,       app.prat.name is not a known key; did you mean app.part.name?",
        "APP_BATCHSIZ,        app.batchsiz is not a known key; did you mean app.batch-size?",
        "APP_PART_COLOUR,     app.part.colour is not a known key",
        "APP_PART_PORT,       app.part.port is not a known key",
        "APP_CHANNELS_B_NMAE, app.channels.b.nmae is not a known key; did you mean app.channels.*.name?",
    })
    void namesAVariableThatLooksLikeAKey(String variable, String message) {
        assertThatThrownBy(() -> bind(RIGHT, Map.of(variable, "x")))
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessage("  " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"APP_HOME", "APP_DB_PORT", "APP_SERVICE_PASSWORD", "APP_VERSION", "APP_LOG_DIR"})
    void ignoresAVariableThatIsLikeNoKey(String variable) {
        assertThat(bind(RIGHT, Map.of(variable, "x")).batchSize()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "APP_SERVICE_HOST",
                "APP_SERVICE_PORT",
                "APP_SERVICE_PORT_HTTP",
                "APP_PORT",
                "APP_PORT_80_TCP",
                "APP_PORT_80_TCP_ADDR",
                "APP_PART_SERVICE_HOST",
                "APP_PART_PORT_8080_TCP_PROTO",
            })
    void takesNoVariableOfKubernetesForAKey(String variable) {
        assertThat(bind(RIGHT, Map.of(variable, "tcp://10.0.0.1:80")).batchSize())
                .isEqualTo(10);
    }

    @Test
    void takesEnvironmentVariablesWithAndWithoutUnderscoresForDashes() {
        assertThat(bind(RIGHT, Map.of("APP_BATCHSIZE", "7")).batchSize()).isEqualTo(7);
        assertThat(bind(RIGHT, Map.of("APP_BATCH_SIZE", "8")).batchSize()).isEqualTo(8);
    }

    /** A text in the place of a group may be any of its secrets. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "APP_CHANNELS | app.channels has keys of its own, such as app.channels.NAME, and no value itself",
                "APP_CHANNELS_OUTB | app.channels.outb has keys of its own, such as app.channels.outb.name, and no value itself",
                "APP_PART | app.part has keys of its own, such as app.part.name, and no value itself",
                "APP_PARTS | app.parts is a list: set its elements, app.parts[0] and so on",
                "APP_TOKENLIFE | app.token-life is not a duration such as 500ms, 5s or 1m",
            })
    void doesNotPrintAValueThatMayBeASecret(String variable, String problem) {
        Map<String, Object> withoutGroups = Map.of("app.poll-interval", "5ms", "app.batch-size", "10");
        assertThatThrownBy(() -> bind(withoutGroups, Map.of(variable, "hunter2")))
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessageContaining("  " + problem)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void saysOnceWhatIsWrongWithAnEnvironmentVariable() {
        assertThatThrownBy(() -> bind(RIGHT, Map.of("APP_BATCHSIZE", "many")))
                .hasMessage("  app.batch-size 'many' is not a whole number");
    }

    private static Settings bind(Map<String, Object> properties) {
        return bind(properties, Map.of());
    }

    private static Settings bind(Map<String, Object> properties, Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment.getPropertySources().addLast(new MapPropertySource("file", properties));
        ConfigurationPropertySources.attach(environment);
        return StrictConfiguration.bind(environment, "app", Settings.class);
    }
}
