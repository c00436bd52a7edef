package com.everyoneslecture.outbox.inbox.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.inbox.Inbox;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The health of the inbox in Spring Boot 3.5; {@code tools/inbox-starter-tests-35} compiles and runs it. */
class HealthOfSpringBoot3Test {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    EndpointAutoConfiguration.class,
                    HealthContributorAutoConfiguration.class,
                    HealthEndpointAutoConfiguration.class,
                    InboxAutoConfiguration.class,
                    InboxActuatorAutoConfiguration.class,
                    InboxLifecycleAutoConfiguration.class))
            .withPropertyValues(
                    "management.endpoint.health.show-details=always",
                    "management.endpoint.health.group.liveness.include=inboxThreads",
                    "management.endpoint.health.group.readiness.include=inbox");

    @Test
    void isDownForReadinessAndUpForLivenessWhileKafkaIsUnreachable() {
        service.withBean("own", Inbox.class, HealthOfSpringBoot3Test::inbox).run(context -> {
            HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
            assertThat(endpoint.healthForPath("readiness").getStatus()).isEqualTo(Status.DOWN);
            assertThat(endpoint.healthForPath("liveness").getStatus()).isEqualTo(Status.UP);

            HealthIndicator indicator = context.getBean("inboxHealthIndicator", HealthIndicator.class);
            assertThat(indicator.getHealth(true).getDetails()).containsKey("state");
            assertThat(indicator.getHealth(false)).isEqualTo(Health.down().build());
        });
    }

    @Test
    void isDownForLivenessOnceTheThreadsHaveEnded() {
        service.withBean("own", Inbox.class, HealthOfSpringBoot3Test::inbox).run(context -> {
            context.getBean(Inbox.class).close();

            assertThat(context.getBean(HealthEndpoint.class)
                            .healthForPath("liveness")
                            .getStatus())
                    .isEqualTo(Status.DOWN);
        });
    }

    @Test
    void leavesSeveralInboxesToTheService() {
        service.withBean("one", Inbox.class, HealthOfSpringBoot3Test::inbox)
                .withBean("two", Inbox.class, HealthOfSpringBoot3Test::inbox)
                .withPropertyValues("management.endpoint.health.validate-group-membership=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("inboxHealthIndicator"));
    }

    private static Inbox inbox() {
        return Inbox.builder()
                .dataSource(new PGSimpleDataSource())
                .kafka(Map.of("bootstrap.servers", "localhost:1"))
                .group("own")
                .topics("orders")
                .on("orders.OrderPlaced", (event, connection) -> {})
                .build();
    }
}
