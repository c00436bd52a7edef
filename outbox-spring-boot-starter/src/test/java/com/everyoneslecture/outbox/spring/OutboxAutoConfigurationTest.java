package com.everyoneslecture.outbox.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.append.Outbox;
import com.everyoneslecture.outbox.append.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEvent;
import org.springframework.transaction.IllegalTransactionStateException;

/** The outbox of services that are configured in other ways. Nothing connects to a database. */
class OutboxAutoConfigurationTest {

    private static final EventSerializer TEXT = event -> Payload.text(event.toString());

    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(OutboxAutoConfiguration.class));

    @OutboxEvent(aggregate = "order", id = "id", version = OutboxEvent.VERSION_FROM_TABLE)
    record Ordered(String id) {}

    @OutboxEvent(aggregate = "order", id = "id", version = OutboxEvent.VERSION_FROM_TABLE)
    abstract static class OrderEvent {
        String id() {
            return "1";
        }
    }

    static final class Shipped extends OrderEvent {}

    @OutboxEvent(aggregate = "order", id = "id", version = OutboxEvent.VERSION_FROM_TABLE)
    interface OfOrder {
        default String id() {
            return "1";
        }
    }

    record Paid() implements OfOrder {}

    @OutboxEvent(aggregate = "order", id = "id", version = OutboxEvent.VERSION_FROM_TABLE)
    static final class Cancelled extends ApplicationEvent {
        private static final long serialVersionUID = 1L;

        Cancelled() {
            super("the shop");
        }

        String id() {
            return "1";
        }
    }

    static List<Object> events() {
        return List.of(new Ordered("1"), new Shipped(), new Paid());
    }

    /** An event that is not appended would be lost: its publisher would commit the change without it. */
    @ParameterizedTest
    @MethodSource("events")
    void passesOverNoFormOfAnAnnotatedEvent(Object event) {
        service.withBean(DataSource.class, PGSimpleDataSource::new)
                .withBean(EventSerializer.class, () -> TEXT)
                .run(context -> assertThatThrownBy(() -> context.publishEvent(event))
                        .as("there is no transaction, and nothing else is missing")
                        .isInstanceOf(IllegalTransactionStateException.class));
    }

    @Test
    void failsThePublisherOfAnApplicationEvent() {
        service.withBean(DataSource.class, PGSimpleDataSource::new)
                .withBean(EventSerializer.class, () -> TEXT)
                .run(context -> assertThatThrownBy(() -> context.publishEvent(new Cancelled()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("extends ApplicationEvent"));
    }

    @Test
    void namesTheTypeAfterTheClassOfTheObject() {
        AnnotatedEvent event = Objects.requireNonNull(AnnotatedEvent.of(Shipped.class));

        assertThat(event.type()).isEqualTo("Shipped");
        assertThat(event.newEvent(new Shipped(), Payload.text("{}"), null).aggregateId())
                .isEqualTo("1");
    }

    @Test
    void failsThePublisherWhereThereIsNoDataSource() {
        service.withBean(EventSerializer.class, () -> TEXT).run(context -> {
            assertThat(context.getBeanNamesForType(TransactionalOutbox.class)).isEmpty();
            assertThatThrownBy(() -> context.publishEvent(new Ordered("1")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("TransactionalOutbox");
        });
    }

    @Test
    void failsThePublisherWhereThereAreSeveralDataSources() {
        service.withBean(EventSerializer.class, () -> TEXT)
                .withBean("one", DataSource.class, PGSimpleDataSource::new)
                .withBean("two", DataSource.class, PGSimpleDataSource::new)
                .run(context -> assertThatThrownBy(() -> context.publishEvent(new Ordered("1")))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("several"));
    }

    @Test
    void failsThePublisherWhereThereIsNoMapper() {
        service.withBean(DataSource.class, PGSimpleDataSource::new)
                .run(context -> assertThatThrownBy(() -> context.publishEvent(new Ordered("1")))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("EventSerializer"));
    }

    @Test
    void takesTheServicesOwnOutboxForOneOfSeveralDataSources() {
        service.withBean(EventSerializer.class, () -> TEXT)
                .withBean("one", DataSource.class, PGSimpleDataSource::new)
                .withBean("two", DataSource.class, PGSimpleDataSource::new)
                .withBean(
                        TransactionalOutbox.class,
                        () -> new TransactionalOutbox(new PGSimpleDataSource(), Outbox.of("shop.events")))
                .run(context -> assertThatThrownBy(() -> context.publishEvent(new Ordered("1")))
                        .as("there is no transaction, and nothing else is missing")
                        .isInstanceOf(IllegalTransactionStateException.class));
    }

    @Test
    void startsOnlyWithATableThatCanBe() {
        service.withBean(DataSource.class, PGSimpleDataSource::new)
                .withPropertyValues("outbox.table=shop.events; drop table x")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("is not the name of a table"));
    }

    @Test
    void describesEverySettingToEditors() throws IOException {
        String metadata;
        try (InputStream file = Objects.requireNonNull(
                OutboxProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            metadata = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(Arrays.stream(OutboxProperties.class.getRecordComponents()).map(RecordComponent::getName))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(metadata).contains("\"outbox." + name + "\""));
    }
}
