package com.everyoneslecture.lecture.app;

import com.everyoneslecture.lecture.CategoryBatchHandler;
import com.everyoneslecture.lecture.EventDecoder;
import com.everyoneslecture.lecture.OffsetTable;
import com.everyoneslecture.lecture.ProjectionConnection;
import com.everyoneslecture.lecture.RebuildMarks;
import com.everyoneslecture.lecture.Rebuilds;
import com.everyoneslecture.lecture.rest.CategoryService;
import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.inbox.ConfiguredKafkaClients;
import com.everyoneslecture.outbox.inbox.ConsumeSettings;
import com.everyoneslecture.outbox.inbox.DeadLetterTopic;
import com.everyoneslecture.outbox.inbox.KafkaClients;
import com.everyoneslecture.outbox.inbox.LoopParts;
import com.everyoneslecture.outbox.inbox.PollLoop;
import com.everyoneslecture.outbox.inbox.Skips;
import com.everyoneslecture.outbox.inbox.TopicOffsets;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.service.body.BodyLimit;
import com.everyoneslecture.outbox.service.configuration.StrictConfiguration;
import com.everyoneslecture.outbox.service.guard.BrowserFilter;
import com.everyoneslecture.outbox.service.guard.BrowserGuard;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class Wiring {

    /** A request has two fields at most. */
    private static final int MAX_BODY_BYTES = 4_096;

    @Bean
    ProjectorProperties projectorProperties(Environment environment) {
        return StrictConfiguration.bind(environment, "projector", ProjectorProperties.class);
    }

    @Bean
    ConsumeSettings consumeSettings(ProjectorProperties properties) {
        return new ConsumeSettings(
                new TopicName(properties.channel().destination()),
                properties.channel().group(),
                properties.kafka().bootstrapServers(),
                properties.kafka().properties(),
                properties.batchSize(),
                properties.deadLetters().partitions(),
                properties.deadLetters().replicationFactor(),
                properties.backoff());
    }

    @Bean
    FailurePolicy failurePolicy() {
        return new FailurePolicy(new ProjectorRemedies());
    }

    @Bean
    KafkaClients kafkaClients(ConsumeSettings settings, MeterRegistry registry) {
        return new MeteredKafkaClients(new ConfiguredKafkaClients(settings), registry);
    }

    @Bean
    TopicOffsets topicOffsets(ConsumeSettings settings, KafkaClients clients) {
        return new TopicOffsets(settings, clients);
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
    Rebuilds rebuilds(DataSource readers, TopicOffsets topic) {
        return new Rebuilds(readers, topic);
    }

    @Bean(destroyMethod = "close")
    ProjectionConnection skipConnection(JdbcConnectionDetails database) {
        return new ProjectionConnection(LoopDatabase.of(database));
    }

    @Bean
    Skips skips(ConsumeSettings settings, ProjectionConnection skipConnection, KafkaClients clients) {
        return new Skips(settings.topic(), new OffsetTable(skipConnection, settings.topic()), clients);
    }

    @Bean(destroyMethod = "close")
    ProjectionConnection projectionConnection(JdbcConnectionDetails database) {
        return new ProjectionConnection(LoopDatabase.of(database));
    }

    @Bean
    PollLoop pollLoop(
            ConsumeSettings settings,
            ProjectorProperties properties,
            KafkaClients clients,
            ProjectionConnection projectionConnection,
            FailurePolicy policy,
            MeterRegistry registry) {
        OffsetTable offsets = new OffsetTable(projectionConnection, settings.topic());
        RebuildMarks marks = new RebuildMarks(projectionConnection, offsets);
        EventDecoder decoder = new EventDecoder(properties.channel().contentType());
        return new PollLoop(
                settings,
                new LoopParts(
                        clients,
                        new CategoryBatchHandler(decoder, projectionConnection, marks, offsets),
                        new DeadLetterTopic(settings, clients),
                        marks,
                        offsets,
                        new LoopMetrics(registry)),
                policy,
                Clock.systemUTC());
    }
}
