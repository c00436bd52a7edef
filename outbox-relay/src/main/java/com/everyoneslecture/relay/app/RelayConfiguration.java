package com.everyoneslecture.relay.app;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotObstacles;
import com.everyoneslecture.outbox.capture.slot.WalWatch;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.retry.SteadyClock;
import com.everyoneslecture.relay.engine.RelayRemedies;
import com.everyoneslecture.relay.engine.RepeatedTasks;
import com.everyoneslecture.relay.engine.SlotWatcher;
import com.everyoneslecture.relay.engine.StreamingSessions;
import com.everyoneslecture.relay.engine.Supervisor;
import com.everyoneslecture.relay.engine.SupervisorSettings;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.operations.Operations;
import com.everyoneslecture.relay.operations.OperationsConfiguration;
import com.everyoneslecture.relay.operations.OperationsSettings;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.MissedEvents;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayMetrics;
import com.everyoneslecture.relay.report.SlotMetrics;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.relay.retention.OutboxPartitions;
import com.everyoneslecture.relay.retention.Retention;
import com.everyoneslecture.relay.trace.PublishTraces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Wires the relay. The parts themselves do not depend on Spring. */
@Configuration(proxyBeanMethods = false)
@Import(OperationsConfiguration.class)
class RelayConfiguration {

    @Bean
    RelayProperties relayProperties(Environment environment) {
        return RelayProperties.read(environment);
    }

    @Bean
    @Primary
    RelayListener relayListener(MeterRegistry meters, MissedEvents missed, ObjectProvider<Tracer> tracers) {
        List<RelayListener> listeners = new ArrayList<>(List.of(new StateLog(), new SlotMetrics(meters), missed));
        Tracer tracer = tracers.getIfAvailable();
        if (tracer == null) {
            listeners.add(new RelayMetrics(meters, Clock.systemUTC()));
        } else {
            PublishTraces traces = new PublishTraces(tracer, Clock.systemUTC());
            listeners.add(new RelayMetrics(meters, Clock.systemUTC(), traces));
            listeners.add(traces);
        }
        return new Listeners(List.copyOf(listeners));
    }

    @Bean
    Retention retention(RelayProperties properties, RelayListener listener) {
        return new Retention(
                new OutboxPartitions(
                        new Database(properties.database()), properties.slot().outbox()),
                properties.retention(),
                listener);
    }

    @Bean
    SlotWatcher slotWatcher(RelayProperties properties, RelayListener listener) {
        return new SlotWatcher(
                new ReplicationSlot(new Database(properties.database()), properties.slot()),
                new SlotObstacles(new Database(properties.database())),
                new WalWatch(properties.walWatch()),
                listener);
    }

    @Bean(destroyMethod = "close")
    Supervisor supervisor(RelayProperties properties, RelayListener relayListener, Retention retention) {
        RelayListener listener = new Listeners(List.of(relayListener, retention));
        return new Supervisor(
                new StreamingSessions(
                        properties.stream(),
                        properties.probeInterval(),
                        listener,
                        ProducerFactory.KAFKA,
                        new Captures()),
                new FailurePolicy(new RelayRemedies(
                        properties.database().username(), properties.slot().outbox())),
                new SupervisorSettings(properties.probeInterval(), properties.probePatience(), properties.backoff()),
                listener,
                SteadyClock.begin());
    }

    @Bean
    RepeatedTasks repeatedTasks() {
        return new RepeatedTasks();
    }

    @Bean
    OperationsSettings operationsSettings(RelayProperties properties) {
        return properties.operations();
    }

    @Bean
    Operations operations(RelayProperties properties) {
        return new Operations(
                properties.database(),
                properties.slot(),
                properties.capture().connector(),
                properties.kafka(),
                properties.topics(),
                properties.routing());
    }

    @Bean
    MissedEvents missedEvents() {
        return new MissedEvents(Clock.systemUTC());
    }

    @Bean
    HealthIndicator relayHealthIndicator(
            RelayProperties properties, Supervisor supervisor, SlotWatcher slotWatcher, MissedEvents missed) {
        return new RelayHealthIndicator(
                properties.capture().connector(), supervisor, slotWatcher::report, slotWatcher::obstacle, missed);
    }

    @Bean
    HealthIndicator supervisorHealthIndicator(Supervisor supervisor) {
        return () -> (supervisor.alive() ? Health.up() : Health.down()).build();
    }

    @Bean
    Starter starter(
            RelayProperties properties,
            Supervisor supervisor,
            RepeatedTasks repeatedTasks,
            SlotWatcher slotWatcher,
            Retention retention) {
        return new Starter(properties, supervisor, repeatedTasks, slotWatcher, retention);
    }

    /** Starts the relay after all other parts, so that a busy port ends the process before an event is published. */
    record Starter(
            RelayProperties properties,
            Supervisor supervisor,
            RepeatedTasks repeatedTasks,
            SlotWatcher slotWatcher,
            Retention retention) {

        private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

        @EventListener(ApplicationReadyEvent.class)
        void start() {
            properties
                    .routing()
                    .flaws()
                    .forEach((route, flaw) ->
                            LOG.atWarn().addKeyValue("route", route).log(flaw));
            supervisor.start();
            repeatedTasks.repeat(slotWatcher, properties.probeInterval());
            repeatedTasks.repeat(retention, properties.retention().interval());
        }
    }
}
