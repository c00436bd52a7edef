package com.everyoneslecture.console;

import com.everyoneslecture.console.demonstration.FaultInjection;
import com.everyoneslecture.console.demonstration.Launcher;
import com.everyoneslecture.console.event.DeadLetterProbe;
import com.everyoneslecture.console.event.EventTail;
import com.everyoneslecture.console.event.ReadableTopics;
import com.everyoneslecture.console.event.RecordBrowser;
import com.everyoneslecture.console.flow.Flow;
import com.everyoneslecture.console.flow.FlowSettings;
import com.everyoneslecture.console.flow.NamePatterns;
import com.everyoneslecture.console.flow.Starts;
import com.everyoneslecture.console.flow.TopicsProbe;
import com.everyoneslecture.console.login.LoginSettings;
import com.everyoneslecture.console.operate.DeadLetters;
import com.everyoneslecture.console.operate.ParkedKeys;
import com.everyoneslecture.console.operate.RelayOperations;
import com.everyoneslecture.console.stream.History;
import com.everyoneslecture.console.stream.LiveStream;
import com.everyoneslecture.outbox.service.configuration.StrictConfiguration;
import com.everyoneslecture.outbox.service.configuration.WrongConfigurationException;
import com.everyoneslecture.outbox.service.database.PasswordFile;
import com.zaxxer.hikari.HikariDataSource;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class Wiring {

    @Bean
    ConsoleProperties consoleProperties(Environment environment, ServerProperties server) {
        ConsoleProperties properties = StrictConfiguration.bind(environment, "console", ConsoleProperties.class);
        InetAddress address = server.getAddress();
        if (properties.demonstration().enabled() && (address == null || !address.isLoopbackAddress())) {
            throw new WrongConfigurationException(Map.of(
                    "console.demonstration.enabled",
                    "is true, which needs a loopback address: set server.address to 127.0.0.1, or this key to false"));
        }
        return properties;
    }

    @Bean
    LoginSettings loginSettings(ConsoleProperties properties) {
        return properties.login().settings(properties.demonstration().enabled());
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource categoryDatabase(ConsoleProperties properties, Environment environment) {
        return DatabasePool.of(
                "category",
                properties.categoryDatabase(),
                PasswordFile.properties(environment, "console.category-database.password"));
    }

    @Bean(destroyMethod = "close")
    HikariDataSource lectureDatabase(ConsoleProperties properties, Environment environment) {
        return DatabasePool.of(
                "lecture",
                properties.lectureDatabase(),
                PasswordFile.properties(environment, "console.lecture-database.password"));
    }

    @Bean
    Starts starts(Clock clock) {
        return new Starts(clock);
    }

    @Bean(destroyMethod = "close")
    Flow flow(
            ConsoleProperties properties,
            Starts starts,
            @Qualifier("categoryDatabase") HikariDataSource category,
            @Qualifier("lectureDatabase") HikariDataSource lecture,
            Clock clock) {
        return new Flow(
                new FlowSettings(
                        properties.category(),
                        category,
                        properties.slot(),
                        properties.relay(),
                        properties.secondRelay(),
                        properties.connect(),
                        kafkaClient(properties),
                        properties.topic(),
                        properties.group(),
                        properties.lecture(),
                        lecture),
                new DeadLetterProbe(kafkaClient(properties), deadLetterTopics(properties), lecture, clock),
                starts,
                clock);
    }

    @Bean(destroyMethod = "close")
    EventTail eventTail(
            ConsoleProperties properties,
            @Qualifier("categoryDatabase") HikariDataSource category,
            @Qualifier("lectureDatabase") HikariDataSource lecture,
            Clock clock) {
        return new EventTail(category, kafkaClient(properties), properties.topic(), lecture, clock);
    }

    @Bean
    History history() {
        return new History();
    }

    @Bean(destroyMethod = "close")
    LiveStream liveStream(Flow flow, EventTail tail, History history, Clock clock) {
        return new LiveStream(flow, tail, history, clock);
    }

    /** Runs before the web server waits for its open requests, because the streams do not end without it. */
    @Bean
    ApplicationListener<ContextClosedEvent> endOfStreams(LiveStream stream) {
        return event -> stream.close();
    }

    @Bean
    RelayOperations relayOperations(ConsoleProperties properties) {
        return new RelayOperations(properties.relay(), properties.connect() != null);
    }

    @Bean
    DeadLetters deadLetters(ConsoleProperties properties, RelayOperations relay) {
        return new DeadLetters(kafkaClient(properties), deadLetterTopics(properties), relay);
    }

    @Bean
    RecordBrowser recordBrowser(ConsoleProperties properties) {
        return new RecordBrowser(kafkaClient(properties));
    }

    @Bean
    ReadableTopics readableTopics(ConsoleProperties properties) {
        Set<String> shown = new HashSet<>(deadLetterTopics(properties));
        shown.add(properties.topic());
        return new ReadableTopics(shown, new NamePatterns(properties.records()));
    }

    private static List<String> deadLetterTopics(ConsoleProperties properties) {
        return List.of(properties.topic() + ".DLT", "outbox-relay." + properties.slot() + ".DLT");
    }

    @Bean
    TopicsProbe topicsProbe(ConsoleProperties properties, Clock clock) {
        return new TopicsProbe(
                kafkaClient(properties),
                properties.topic(),
                new NamePatterns(properties.topics()),
                new NamePatterns(properties.groups()),
                clock);
    }

    @Bean
    ParkedKeys parkedKeys(ConsoleProperties properties) {
        Map<String, URI> inboxes = new HashMap<>();
        properties.inboxes().forEach((name, inbox) -> inboxes.put(name, URI.create(inbox.url())));
        return new ParkedKeys(inboxes);
    }

    @Bean
    FaultInjection faultInjection(ConsoleProperties properties, Starts starts, LiveStream stream) {
        return new FaultInjection(
                new Launcher(properties.demonstration().runFile()),
                starts,
                kafkaClient(properties),
                properties.topic(),
                stream);
    }

    private static Properties kafkaClient(ConsoleProperties properties) {
        Properties client = new Properties();
        client.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        client.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_000);
        client.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        client.putAll(properties.kafka().properties());
        client.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, properties.kafka().bootstrapServers());
        return client;
    }
}
