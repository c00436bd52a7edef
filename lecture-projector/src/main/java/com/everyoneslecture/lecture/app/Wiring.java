package com.everyoneslecture.lecture.app;

import com.everyoneslecture.lecture.CategoryProjection;
import com.everyoneslecture.lecture.LoopConnection;
import com.everyoneslecture.lecture.ReadModel;
import com.everyoneslecture.lecture.rest.CategoryService;
import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.outbox.inbox.Rebuilds;
import com.everyoneslecture.outbox.inbox.spring.ApplyTraces;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.service.body.BodyLimit;
import com.everyoneslecture.outbox.service.configuration.StrictConfiguration;
import com.everyoneslecture.outbox.service.database.DatabaseHealth;
import com.everyoneslecture.outbox.service.database.SessionPools;
import com.everyoneslecture.outbox.service.database.SessionSettings;
import com.everyoneslecture.outbox.service.guard.BrowserFilter;
import com.everyoneslecture.outbox.service.guard.BrowserGuard;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class Wiring {

    /** A request has at most two fields. */
    private static final int MAX_BODY_BYTES = 4_096;

    @Bean
    ProjectorProperties projectorProperties(Environment environment) {
        return StrictConfiguration.bind(environment, "projector", ProjectorProperties.class);
    }

    /** Replaces Spring Boot's, which does not report the reason. */
    @Bean
    DatabaseHealth dbHealthIndicator(DataSource database) {
        return new DatabaseHealth(database);
    }

    @Bean
    static SessionPools readers(Environment environment) {
        return new SessionPools(new SessionSettings("4500ms", "0", "15s"), environment);
    }

    @Bean
    FailurePolicy failurePolicy() {
        return new FailurePolicy(new ProjectorRemedies());
    }

    @Bean
    Inbox inbox(
            ProjectorProperties properties,
            HikariDataSource readers,
            MeterRegistry registry,
            ObjectProvider<Tracer> tracers) {
        Tracer tracer = tracers.getIfAvailable();
        ApplyTraces traces = tracer == null ? null : new ApplyTraces(tracer);
        Map<String, String> kafka = new HashMap<>(properties.kafka().properties());
        kafka.put("bootstrap.servers", properties.kafka().bootstrapServers());
        return Inbox.builder()
                .transactions(() -> new LoopConnection(LoopDatabase.of(readers)))
                .kafka(kafka)
                .group(properties.channel().group())
                .topics(properties.channel().destination())
                .projection(new CategoryProjection(properties.channel().contentType()))
                .rebuilds(ReadModel::empty)
                .remedies(new ProjectorRemedies())
                .backoff(properties.backoff())
                .batchSize(properties.batchSize())
                .deadLetters(
                        properties.deadLetters().partitions(),
                        properties.deadLetters().replicationFactor())
                .listener(topic -> new LoopMetrics(registry, traces))
                .build();
    }

    @Bean
    CategoryService categoryService(ProjectorProperties properties) {
        return new CategoryService(properties.categoryUrl());
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit() {
        return BodyLimit.of(MAX_BODY_BYTES, "/*");
    }

    @Bean
    FilterRegistrationBean<BrowserFilter> hostFilter(ProjectorProperties properties) {
        return BrowserFilter.ofNames(new BrowserGuard("service", "projector.hosts", properties.hosts()));
    }

    @Bean
    FilterRegistrationBean<BrowserFilter> foreignPageFilter(ProjectorProperties properties) {
        return BrowserFilter.ofForeignPages(
                new BrowserGuard("service", "projector.hosts", properties.hosts()),
                "/lecture/skips",
                "/lecture/rebuilds",
                "/lecture/rebuilds/*");
    }

    @Bean
    Rebuilds rebuilds(Inbox inbox) {
        return inbox.rebuilds();
    }
}
