package com.everyoneslecture.outbox.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.append.Payload;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.Externalized;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** Events of a service with Spring Modulith, which chooses and routes them by its own configuration. */
class ExternalizedEventsIT {

    private static final TestPostgres POSTGRES = TestPostgres.embedded();
    private static final TestDatabase DATABASE = POSTGRES.create(Schema.CATEGORY);
    private static final DataSource SERVICE = DATABASE.as("category_app");
    private static final JdbcTemplate ADMIN = new JdbcTemplate(DATABASE.admin());

    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(SERVICE));

    @Externalized("order::#{orderId()}")
    record Ordered(String orderId, String item) {}

    @Externalized("order")
    record WithoutKey(String orderId) {}

    @Externalized("order::#{id()}")
    @OutboxEvent(aggregate = "order", id = "id", version = OutboxEvent.VERSION_FROM_TABLE)
    record Both(String id) {}

    @Externalized("order::#{id()}")
    record Reserved(String id) {}

    record Internal(String id) {}

    /** The part of an order that other services see. */
    record Placed(String orderId) {}

    @AfterAll
    static void stop() {
        POSTGRES.close();
    }

    @AfterEach
    void empty() {
        ADMIN.execute("truncate outbox");
    }

    @Test
    void areAppendedInTheTransactionThatPublishesThem() {
        try (AnnotationConfigApplicationContext service = service("outbox")) {
            transaction.executeWithoutResult(status -> {
                service.publishEvent(new Ordered("4711", "책"));
                service.publishEvent(new Internal("1"));
            });
            transaction.executeWithoutResult(status -> {
                service.publishEvent(new Ordered("4712", "book"));
                status.setRollbackOnly();
            });
            assertThatThrownBy(() -> service.publishEvent(new Ordered("4713", "book")))
                    .isInstanceOf(IllegalTransactionStateException.class);
        }

        assertThat(events()).containsExactly("order 4711 Ordered Placed[orderId=4711]");
        assertThat(ADMIN.queryForObject("select headers::text from outbox", String.class))
                .isEqualTo("{\"item\": \"책\", \"number\": \"7\"}");
    }

    @Test
    void failTheirPublisherIfAHeaderHasANameOfTheRelay() {
        try (AnnotationConfigApplicationContext service = service("outbox")) {
            assertThatThrownBy(() ->
                            transaction.executeWithoutResult(status -> service.publishEvent(new Reserved("4711"))))
                    .hasMessageContaining("ce_id");
        }

        assertThat(events()).isEmpty();
    }

    @Test
    void areAppendedOnceIfTheyAreOutboxEventsAsWell() {
        try (AnnotationConfigApplicationContext service = service("outbox")) {
            transaction.executeWithoutResult(status -> service.publishEvent(new Both("4711")));
        }

        assertThat(events()).containsExactly("order 4711 Both Both[id=4711]");
    }

    @Test
    void failTheirPublisherIfTheyHaveNoKey() {
        try (AnnotationConfigApplicationContext service = service("outbox")) {
            assertThatThrownBy(() ->
                            transaction.executeWithoutResult(status -> service.publishEvent(new WithoutKey("4711"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has no key");
        }

        assertThat(events()).isEmpty();
    }

    @Test
    void leaveNoTransactionToCommitIfTheirPublisherCatchesTheFailure() {
        try (AnnotationConfigApplicationContext service = service("outbox")) {
            assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                        service.publishEvent(new Ordered("4711", "book"));
                        assertThatThrownBy(() -> service.publishEvent(new WithoutKey("4711")))
                                .hasMessageContaining("has no key");
                    }))
                    .hasMessageContaining("has no key");
        }

        assertThat(events()).isEmpty();
    }

    @Test
    void areLeftToModulithInItsOtherMode() {
        try (AnnotationConfigApplicationContext service = service("module-listener")) {
            transaction.executeWithoutResult(status -> service.publishEvent(new Ordered("4711", "book")));
        }

        assertThat(events()).isEmpty();
    }

    private static AnnotationConfigApplicationContext service(String mode) {
        AnnotationConfigApplicationContext service = new AnnotationConfigApplicationContext();
        service.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("spring.modulith.events.externalization.mode", mode)));
        service.registerBean(DataSource.class, () -> SERVICE);
        service.registerBean(EventSerializer.class, () -> event -> Payload.text(event.toString()));
        service.registerBean(
                EventExternalizationConfiguration.class,
                () -> EventExternalizationConfiguration.defaults("com.everyoneslecture.outbox.spring")
                        .mapping(Ordered.class, event -> new Placed(event.orderId()))
                        .headers(Ordered.class, event -> Map.of("item", event.item()))
                        .headers(Placed.class, placed -> Map.of("number", 7))
                        .headers(Reserved.class, event -> Map.of("ce_id", "mine"))
                        .build());
        service.register(OutboxAutoConfiguration.class, ExternalizationAutoConfiguration.class);
        service.refresh();
        return service;
    }

    private static List<String> events() {
        return JdbcClient.create(ADMIN)
                .sql("select concat_ws(' ', aggregatetype, aggregateid, type, payload) from outbox order by ctid")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
