package com.everyoneslecture.outbox.spring;

import com.everyoneslecture.outbox.append.Outbox;
import com.everyoneslecture.outbox.append.Payload;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.tracing.Tracer;
import javax.sql.DataSource;
import org.apiguardian.api.API;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configures the outbox of a service.
 *
 * <p>Class names that differ between Spring Boot 3.5 and 4.1 stand as texts; the names that a version does not have are passed over.
 */
@API(status = API.Status.INTERNAL)
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.jackson2.autoconfigure.Jackson2AutoConfiguration"
        })
@EnableConfigurationProperties(OutboxProperties.class)
public class OutboxAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(DataSource.class)
    TransactionalOutbox transactionalOutbox(
            DataSource dataSource, OutboxProperties properties, ObjectProvider<AppendTraces> traces) {
        return new TransactionalOutbox(
                dataSource, Outbox.of(properties.table()), traces.getIfAvailable(() -> AppendTraces.NONE));
    }

    /** One in a hierarchy of contexts, the outermost: what a context publishes reaches the listeners of all contexts above it. */
    @Bean
    @ConditionalOnMissingBean
    static OutboxEventListener outboxEventListener(
            ObjectProvider<TransactionalOutbox> outbox, ObjectProvider<EventSerializer> serializer) {
        return new OutboxEventListener(outbox, serializer);
    }

    /** Continues the traces of Micrometer Tracing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Tracer.class)
    static class Tracing {

        @Bean
        AppendTraces outboxTraces(ObjectProvider<Tracer> tracer) {
            return new TracedAppends(tracer::getIfUnique);
        }
    }

    /** Writes payloads by the mapper of Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JsonMapper.class)
    static class Jackson3 {

        @Bean
        @ConditionalOnMissingBean(EventSerializer.class)
        @ConditionalOnSingleCandidate(JsonMapper.class)
        EventSerializer jsonEventSerializer(JsonMapper mapper) {
            return event -> Payload.text(mapper.writeValueAsString(event));
        }
    }

    /** Writes payloads by the mapper of Spring Boot 3, or of Spring Boot 4 with Jackson 2. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObjectMapper.class)
    static class Jackson2 {

        @Bean
        @ConditionalOnMissingBean(EventSerializer.class)
        @ConditionalOnSingleCandidate(ObjectMapper.class)
        EventSerializer jackson2EventSerializer(ObjectMapper mapper) {
            return event -> {
                try {
                    return Payload.text(mapper.writeValueAsString(event));
                } catch (JsonProcessingException e) {
                    throw new IllegalArgumentException(
                            "cannot write " + event.getClass().getName() + " as JSON", e);
                }
            };
        }
    }
}
