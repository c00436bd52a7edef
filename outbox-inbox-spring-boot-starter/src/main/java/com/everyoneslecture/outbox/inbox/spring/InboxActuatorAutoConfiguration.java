package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.Inbox;
import org.apiguardian.api.API;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Configures health indicators and actuator endpoint of the inbox, whether the starter or the service defines it.
 */
@API(status = API.Status.INTERNAL)
@AutoConfiguration(after = InboxAutoConfiguration.class)
public class InboxActuatorAutoConfiguration {

    /** Reports the health in Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class HealthOfInbox {

        @Bean
        @ConditionalOnSingleCandidate(Inbox.class)
        InboxHealthIndicator inboxHealthIndicator(Inbox inbox) {
            return new InboxHealthIndicator(inbox, InboxHealth::ofTopics);
        }

        @Bean
        @ConditionalOnSingleCandidate(Inbox.class)
        InboxHealthIndicator inboxThreadsHealthIndicator(Inbox inbox) {
            return new InboxHealthIndicator(inbox, InboxHealth::ofThreads);
        }
    }

    /** Reports the health in Spring Boot 3.5, whose types have other names. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = HealthOfSpringBoot3.INDICATOR)
    @ConditionalOnSingleCandidate(Inbox.class)
    @Import(HealthOfSpringBoot3.class)
    static class HealthOfInboxInSpringBoot3 {}

    /** Adds the endpoint. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Endpoint.class)
    static class EndpointOfInbox {

        @Bean
        @ConditionalOnSingleCandidate(Inbox.class)
        InboxEndpoint inboxEndpoint(Inbox inbox) {
            return new InboxEndpoint(inbox);
        }
    }
}
