package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.outbox.inbox.InboxBuilder;
import com.everyoneslecture.outbox.inbox.InboxTables;
import com.everyoneslecture.outbox.inbox.LoopListener;
import com.everyoneslecture.outbox.inbox.ParkedKeys;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configures the inbox of a service, once {@code inbox.group} is set.
 *
 * <p>Class names that differ between Spring Boot 3.5 and 4.1 are given as strings; Spring ignores unknown ones.
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
@ConditionalOnProperty("inbox.group")
@EnableConfigurationProperties(InboxProperties.class)
public class InboxAutoConfiguration {

    /** With a name that no class of the application has. */
    @Bean("com.everyoneslecture.outbox.inbox.spring.annotatedHandlers")
    AnnotatedHandlers inboxHandlers(
            ConfigurableListableBeanFactory beans,
            ObjectProvider<PayloadReader> reader,
            ObjectProvider<HandlerDecoration> decoration) {
        return new AnnotatedHandlers(beans, reader, decoration.getIfAvailable(() -> handler -> handler));
    }

    @Bean
    @ConditionalOnMissingBean
    Inbox inbox(
            InboxProperties properties,
            ObjectProvider<DataSource> dataSources,
            ObjectProvider<TopicListeners> listeners,
            AnnotatedHandlers handlers,
            ListableBeanFactory beans)
            throws SQLException {
        DataSource dataSource = dataSource(dataSources);
        InboxTables tables =
                properties.schema() == null ? InboxTables.ofSearchPath() : InboxTables.in(properties.schema());
        if (properties.createTables()) {
            try (Connection connection = dataSource.getConnection()) {
                // A pool may hand out connections without auto-commit, and would roll back.
                connection.setAutoCommit(true);
                tables.create(connection);
            }
        }
        PlatformTransactionManager manager = manager(properties.transactionManager(), beans, dataSource);
        TopicListeners byTopic = listeners.getIfAvailable(() -> topic -> new LoopListener() {});
        InboxProperties.Backoff backoff = properties.backoff();
        InboxBuilder builder = Inbox.builder()
                .transactions(() -> new SpringTransactions(manager, dataSource))
                .tables(tables)
                .kafka(properties.kafka())
                .group(properties.group())
                .topics(properties.topics())
                .guard(properties.guard())
                .keepEventIds(properties.keepEventIds())
                .onFailure(properties.onFailure())
                .attempts(properties.attempts())
                .batchSize(properties.batchSize())
                .backoff(new BackoffSettings(backoff.initial(), backoff.maximum(), backoff.halted()))
                .listener(byTopic::of);
        if (properties.ignoreOtherTypes()) {
            builder.ignoreOtherTypes();
        }
        handlers.addTo(builder);
        return builder.build();
    }

    private static DataSource dataSource(ObjectProvider<DataSource> dataSources) {
        DataSource only = dataSources.getIfUnique();
        if (only == null) {
            throw new IllegalStateException(
                    "inbox.group is set, but the application has no DataSource, or several and none"
                            + " that is @Primary: mark the one of the inbox's tables as @Primary, define a bean of the type Inbox by"
                            + " Inbox.builder(), or remove inbox.group.");
        }
        return only;
    }

    private static PlatformTransactionManager manager(
            @Nullable String name, ListableBeanFactory beans, DataSource dataSource) {
        String managers = String.join(
                ", ", BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, PlatformTransactionManager.class));
        if (name != null) {
            if (!beans.containsBean(name) || !beans.isTypeMatch(name, PlatformTransactionManager.class)) {
                throw new IllegalStateException("inbox.transaction-manager: '" + name
                        + "' is not a transaction manager of this application; it has: " + managers);
            }
            return beans.getBean(name, PlatformTransactionManager.class);
        }
        PlatformTransactionManager only =
                beans.getBeanProvider(PlatformTransactionManager.class).getIfUnique();
        if (only != null) {
            return only;
        }
        if (!managers.isEmpty()) {
            throw new IllegalStateException("There are several transaction managers, and none is @Primary: set"
                    + " inbox.transaction-manager to the one of the inbox's DataSource and of the handlers: "
                    + managers);
        }
        return new JdbcTransactionManager(dataSource);
    }

    /** Made when it is first used, because an inbox that the service has defined with a projection parks no keys. */
    @Bean
    @Lazy
    @ConditionalOnSingleCandidate(Inbox.class)
    @ConditionalOnMissingBean
    ParkedKeys parkedKeys(Inbox inbox) {
        return inbox.parked();
    }

    /** Counts events by Micrometer. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class Metrics {

        @Bean
        TopicListeners inboxMetrics(ObjectProvider<MeterRegistry> registries) {
            return topic -> {
                MeterRegistry registry = registries.getIfUnique();
                return registry == null ? new LoopListener() {} : new InboxMetrics(registry, topic);
            };
        }
    }

    /** Runs handlers within the traces of their events, by Micrometer Tracing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Tracer.class)
    static class Tracing {

        @Bean
        HandlerDecoration inboxTraces(ObjectProvider<Tracer> tracers) {
            return handler -> {
                Tracer tracer = tracers.getIfUnique();
                return tracer == null || tracer.equals(Tracer.NOOP) ? handler : new ApplyTraces(tracer).traced(handler);
            };
        }
    }

    /** Reads payloads by the mapper of Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JsonMapper.class)
    static class Jackson3 {

        @Bean
        @ConditionalOnMissingBean(PayloadReader.class)
        @ConditionalOnSingleCandidate(JsonMapper.class)
        PayloadReader jsonPayloadReader(JsonMapper mapper) {
            return (payload, type) -> mapper.readValue(payload, mapper.constructType(type));
        }
    }

    /** Reads payloads by the mapper of Spring Boot 3, or of Spring Boot 4 with Jackson 2. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObjectMapper.class)
    static class Jackson2 {

        @Bean
        @ConditionalOnMissingBean(PayloadReader.class)
        @ConditionalOnSingleCandidate(ObjectMapper.class)
        PayloadReader jackson2PayloadReader(ObjectMapper mapper) {
            return (payload, type) -> mapper.readValue(payload, mapper.constructType(type));
        }
    }
}
