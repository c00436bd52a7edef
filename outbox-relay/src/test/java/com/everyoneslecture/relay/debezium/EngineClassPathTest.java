package com.everyoneslecture.relay.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka Connect's runtime brings a REST server, which the embedded engine does not start. */
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
}
