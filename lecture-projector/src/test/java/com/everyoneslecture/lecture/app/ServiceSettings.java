package com.everyoneslecture.lecture.app;

import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import java.util.Map;
import org.springframework.test.context.DynamicPropertyRegistry;

/** The settings that connect the service to the servers of a test. */
final class ServiceSettings {

    private ServiceSettings() {}

    /** Returns the settings by their keys; the service connects to the database itself. */
    static Map<String, Object> of(TestDatabase database, Topic topic) {
        return of(database.jdbcUrl(), database, topic);
    }

    /** Adds the settings to a Spring test. */
    static void register(DynamicPropertyRegistry registry, TestDatabase database, Topic topic) {
        register(registry, database.jdbcUrl(), database, topic);
    }

    /** Adds the settings to a Spring test; the service connects to the database through another address. */
    static void register(DynamicPropertyRegistry registry, String jdbcUrl, TestDatabase database, Topic topic) {
        of(jdbcUrl, database, topic).forEach((key, value) -> registry.add(key, () -> value));
    }

    private static Map<String, Object> of(String jdbcUrl, TestDatabase database, Topic topic) {
        return Map.of(
                "spring.datasource.url", jdbcUrl,
                "spring.datasource.password", database.password("lecture_projector"),
                "projector.kafka.bootstrap-servers", TestKafka.shared().bootstrapServers(),
                "projector.channels.in-categoryChanged.destination",
                        topic.name().value(),
                "projector.channels.in-categoryChanged.group", Member.group(topic.name()));
    }
}
