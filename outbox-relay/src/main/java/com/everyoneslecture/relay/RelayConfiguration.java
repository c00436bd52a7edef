package com.everyoneslecture.relay;

import com.everyoneslecture.configuration.StrictConfiguration;
import com.everyoneslecture.publish.ProducerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Puts the relay together. The parts themselves know nothing of Spring. */
@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

    @Bean
    RelayProperties relayProperties(Environment environment) {
        return StrictConfiguration.bind(environment, "relay", RelayProperties.class);
    }

    @Bean(destroyMethod = "close")
    Supervisor supervisor(RelayProperties properties, MeterRegistry meters) {
        RelayListener listener = new Listeners(List.of(new StateLog(), new RelayMetrics(meters)));
        return new Supervisor(
                StreamingSession.opener(properties, listener, ProducerFactory.KAFKA),
                new FailurePolicy(properties.database().username()),
                new SupervisorSettings(properties.probeInterval(), properties.probePatience(), properties.backoff()),
                listener,
                Clock.systemUTC());
    }

    @Bean
    HealthIndicator relayHealthIndicator(Supervisor supervisor) {
        return new RelayHealthIndicator(supervisor);
    }

    @Bean
    HealthIndicator supervisorHealthIndicator(Supervisor supervisor) {
        return () -> (supervisor.alive() ? Health.up() : Health.down()).build();
    }

    @Bean
    Starter starter(Supervisor supervisor) {
        return new Starter(supervisor);
    }

    /** Starts the relay when the rest is up, so that a port that is busy ends the process before an event moves. */
    record Starter(Supervisor supervisor) {
        @EventListener(ApplicationReadyEvent.class)
        void start() {
            supervisor.start();
        }
    }
}
