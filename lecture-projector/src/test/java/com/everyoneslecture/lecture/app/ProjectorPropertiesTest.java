package com.everyoneslecture.lecture.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.lecture.app.ProjectorProperties.Channel;
import com.everyoneslecture.lecture.app.ProjectorProperties.DeadLetters;
import com.everyoneslecture.lecture.app.ProjectorProperties.Kafka;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.outbox.service.configuration.StrictConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

class ProjectorPropertiesTest {

    @Test
    void hasDefaultsForAll() throws IOException {
        assertThat(bind(Map.of()))
                .isEqualTo(new ProjectorProperties(
                        "http://127.0.0.1:8081",
                        List.of(),
                        5_000,
                        new Kafka("127.0.0.1:9092", Map.of()),
                        Map.of(
                                "in-categoryChanged",
                                new Channel("categoryChanged", "CGR-lecture-categoryChanged", "application/json")),
                        new DeadLetters(1, (short) -1),
                        new BackoffSettings(Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofSeconds(30))));
    }

    @Test
    void mapsEveryKey() throws IOException {
        Map<String, Object> all = new HashMap<>(Map.of(
                "projector.category-url", "https://shop.example/api",
                "projector.batch-size", "17",
                "projector.kafka.bootstrap-servers", "a:1, b:2",
                "projector.kafka.properties.security.protocol", "SASL_SSL",
                "projector.kafka.properties.group.instance.id", "one",
                "projector.channels.in-categoryChanged.destination", "changes",
                "projector.channels.in-categoryChanged.group", "CGR-lecture-changes",
                "projector.channels.in-categoryChanged.content-type", "application/json"));
        all.putAll(Map.of(
                "projector.dead-letters.partitions", "3",
                "projector.dead-letters.replication-factor", "2",
                "projector.backoff.initial", "1s",
                "projector.backoff.maximum", "2s",
                "projector.backoff.halted", "3s"));
        assertThat(bind(all))
                .isEqualTo(new ProjectorProperties(
                        "https://shop.example/api",
                        List.of(),
                        17,
                        new Kafka("a:1, b:2", Map.of("security.protocol", "SASL_SSL", "group.instance.id", "one")),
                        Map.of("in-categoryChanged", new Channel("changes", "CGR-lecture-changes", "application/json")),
                        new DeadLetters(3, (short) 2),
                        new BackoffSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "projector.category-url | 127.0.0.1:8081 | is not of the form http://host:port",
                "projector.batch-size | 0 | must be greater than",
                "projector.batch-size | 100001 | must be less than",
                "projector.batch-size | many | is not a whole number",
                "projector.hosts | projector:8082 | must be names or addresses, without ports",
                "projector.hosts | ::1 | must be names or addresses, without ports",
                "projector.kafka.bootstrap-servers | localhost | is not of the form host:port",
                "projector.kafka.bootstrap-servers | ::1:9092 | is not of the form host:port",
                "projector.kafka.bootstrap-servers | [::1] | is not of the form host:port",
                "projector.kafka.properties[group.id] | x | has a separate key",
                "projector.kafka.properties[enable.auto.commit] | true | is set by the service",
                "projector.kafka.properties[security.protocol] | SSSL | String must be one of",
                "projector.kafka.properties[session.timeout.ms] | soon | Not a number",
                "projector.channels[in-categoryChanged].destination | 범주 | is not a topic name",
                "projector.channels[in-categoryChanged].group | lecture | is not a consumer group's name: CGR-",
                "projector.channels[in-categoryChanged].content-type | text/plain | must be application/json",
                "projector.dead-letters.partitions | 0 | must be greater than",
                "projector.dead-letters.replication-factor | -2 | must be greater than",
                "projector.backoff.initial | 0s | must be longer than",
                "projector.backoff.maximum | 1ms | must not be shorter than backoff.initial",
                "projector.backoff.halted | 2h | must be shorter than",
                "projector.backoff.halted | never | is not a duration",
                "projector.batchsize.typo | 1 | is not a known key",
            })
    void refusesByName(String key, String value, String problem) {
        assertThatThrownBy(() -> bind(Map.of(key, value)))
                .hasMessageContaining(key)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]:9092", "[2001:db8::1]:9092, kafka:9093", "SASL_SSL://kafka:9094"})
    void takesBrokersByNameAndAddress(String servers) throws IOException {
        assertThat(bind(Map.of("projector.kafka.bootstrap-servers", servers))
                        .kafka()
                        .bootstrapServers())
                .isEqualTo(servers);
    }

    @Test
    void takesHostsByNameAndAddress() throws IOException {
        assertThat(bind(Map.of("projector.hosts", "projector.example, 10.0.0.1, [2001:db8::1]"))
                        .hosts())
                .containsExactly("projector.example", "10.0.0.1", "[2001:db8::1]");
    }

    @Test
    void refusesAChannelThatItDoesNotRead() {
        assertThatThrownBy(() -> bind(Map.of(
                        "projector.channels.in-lectureChanged.destination", "a",
                        "projector.channels.in-lectureChanged.group", "CGR-lecture-a",
                        "projector.channels.in-lectureChanged.content-type", "application/json")))
                .hasMessageContaining(
                        "projector.channels[in-lectureChanged] is not a channel of this service, which reads in-categoryChanged");
    }

    @Test
    void namesAllThatIsWrongAtOnce() {
        assertThatThrownBy(() -> bind(Map.of(
                        "projector.batch-size", "many",
                        "projector.kafka.bootstrap-servers", "nowhere",
                        "projector.kafka.properties.acks", "0",
                        "projector.kafka.properties.client.dns.lookup", "{no} ${such}",
                        "projector.channels.in-categoryChanged.group", "x",
                        "projector.chanels.in-categoryChanged.group", "x")))
                .hasMessageContainingAll(
                        "projector.batch-size",
                        "projector.kafka.bootstrap-servers",
                        "projector.kafka.properties[acks]",
                        "{no} ${such}",
                        "projector.channels[in-categoryChanged].group",
                        "projector.chanels");
    }

    @Test
    void takesEnvironmentVariables() throws IOException {
        ProjectorProperties bound = bind(
                Map.of(),
                Map.of(
                        "PROJECTOR_KAFKA_BOOTSTRAPSERVERS", "kafka:9092",
                        "PROJECTOR_CATEGORYURL", "http://category",
                        "PROJECTOR_CHANNELS_INCATEGORYCHANGED_DESTINATION", "changes"));
        assertThat(bound.kafka().bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(bound.categoryUrl()).isEqualTo("http://category");
        assertThat(bound.channel().destination()).isEqualTo("changes");
    }

    @Test
    void keepsPasswordsToItself() throws IOException {
        assertThat(bind(Map.of("projector.kafka.properties.sasl.jaas.config", "secret"))
                        .toString())
                .doesNotContain("secret");
    }

    private static ProjectorProperties bind(Map<String, Object> properties) throws IOException {
        return bind(properties, Map.of());
    }

    private static ProjectorProperties bind(Map<String, Object> properties, Map<String, Object> variables)
            throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        String system = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(system, new SystemEnvironmentPropertySource(system, variables));
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        new YamlPropertySourceLoader()
                .load("defaults", new ClassPathResource("application.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        ConfigurationPropertySources.attach(environment);
        return StrictConfiguration.bind(environment, "projector", ProjectorProperties.class);
    }
}
