package com.everyoneslecture.relay.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dependencies of Debezium's engine: Kafka Connect's runtime includes a REST server, which is never started. */
class EngineClassPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/eclipse/jetty/server/Server.class",
                "org/eclipse/jetty/client/HttpClient.class",
                "org/eclipse/jetty/util/StringUtil.class",
                "org/eclipse/jetty/ee10/servlet/ServletContextHandler.class",
                "org/glassfish/jersey/server/ResourceConfig.class",
                "org/glassfish/jersey/servlet/ServletContainer.class",
                "org/glassfish/hk2/api/ServiceLocator.class",
                "jakarta/ws/rs/core/Response.class",
                "com/fasterxml/jackson/jakarta/rs/json/JacksonJsonProvider.class",
                "javassist/ClassPool.class",
                "javax/xml/bind/JAXBContext.class",
                "io/swagger/v3/oas/annotations/Operation.class",
            })
    void hasNothingOfConnectsRestServer(String type) {
        assertThat(getClass().getClassLoader().getResource(type)).as(type).isNull();
    }

    /** A runtime of Connect fails with clients of another version, and only when it first needs a missing part. */
    @Test
    void hasConnectsRuntimeAndKafkasClientsOfOneVersion() {
        assertThat(versionOf(MemoryOffsetBackingStore.class)).isEqualTo(versionOf(KafkaProducer.class));
    }

    private static String versionOf(Class<?> type) {
        String jar = String.valueOf(type.getProtectionDomain().getCodeSource().getLocation());
        Matcher version = Pattern.compile("-([0-9.]+)[.]jar").matcher(jar);
        assertThat(version.find()).as(jar).isTrue();
        return version.group(1);
    }
}
