package com.everyoneslecture.outbox.spring.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.append.EventRejectedException;
import com.everyoneslecture.outbox.append.NewEvent;
import com.everyoneslecture.outbox.append.Outbox;
import com.everyoneslecture.outbox.append.TraceParent;
import com.everyoneslecture.outbox.spring.OutboxAutoConfiguration;
import com.everyoneslecture.outbox.spring.OutboxEvent;
import com.everyoneslecture.outbox.spring.TransactionalOutbox;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Another team's service: its own schema, its own name of the outbox, JPA and JDBC in one transaction. */
class ShopIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final TestPostgres POSTGRES = TestPostgres.embedded();
    private static final TestDatabase DATABASE = POSTGRES.create(Schema.CATEGORY);
    private static final JdbcTemplate ADMIN = new JdbcTemplate(DATABASE.admin());

    private static ConfigurableApplicationContext service;
    private static TransactionalOutbox outbox;
    private static JdbcTemplate jdbc;
    private static Purchases purchases;
    private static TransactionTemplate transaction;

    @BeforeAll
    static void start() {
        ADMIN.execute("create schema shop");
        ADMIN.execute("create table shop.purchase (id bigint primary key, item text not null)");
        ADMIN.execute("create table shop.events (like public.outbox including all)");
        ADMIN.execute("grant usage on schema shop to category_app");
        ADMIN.execute("grant select, insert, update, delete on shop.purchase to category_app");
        ADMIN.execute(
                "grant insert (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent)"
                        + " on shop.events to category_app");
        Map<String, Object> settings = Map.of(
                "spring.datasource.url", DATABASE.jdbcUrl(),
                "spring.datasource.username", "category_app",
                "spring.datasource.password", DATABASE.password("category_app"),
                "spring.jpa.hibernate.ddl-auto", "none",
                "spring.jackson.property-naming-strategy", "SNAKE_CASE",
                // On the class path by way of the tests' own databases.
                "spring.flyway.enabled", "false",
                "spring.main.banner-mode", "off",
                "spring.datasource.hikari.data-source-properties.autosave", "always",
                "outbox.table", "shop.events");
        service = new SpringApplicationBuilder(ShopApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", settings)))
                .run();
        outbox = service.getBean(TransactionalOutbox.class);
        jdbc = service.getBean(JdbcTemplate.class);
        purchases = service.getBean(Purchases.class);
        transaction = new TransactionTemplate(service.getBean(PlatformTransactionManager.class));
    }

    @AfterAll
    static void stop() {
        service.close();
        POSTGRES.close();
    }

    @AfterEach
    void empty() {
        tracer().getSpans().clear();
        ADMIN.execute("truncate shop.purchase, shop.events");
    }

    @Test
    void appendsWithAChangeOverJdbc() {
        transaction.executeWithoutResult(status -> {
            insert(1);
            outbox.append(event(1));
        });

        assertThat(bought()).containsExactly(1L);
        assertThat(events()).containsExactly("purchase 1 1 Bought {}");
    }

    @Test
    void appendsAnAnnotatedEventWithAChangeOverJpaByTheApplicationsMapper() {
        transaction.executeWithoutResult(status -> {
            purchases.save(new Purchase(2, "book"));
            service.publishEvent(new Purchased(2, 1, "book"));
        });

        assertThat(bought()).containsExactly(2L);
        assertThat(events())
                .containsExactly("purchase 2 1 Purchased {\"purchase_id\":2,\"version\":1,\"item_name\":\"book\"}");
    }

    @Test
    void appendsManyInOrder() {
        transaction.executeWithoutResult(status -> outbox.append(
                IntStream.rangeClosed(1, 150).mapToObj(ShopIT::event).toList()));

        assertThat(events()).hasSize(150);
        assertThat(events().get(149)).isEqualTo("purchase 150 1 Bought {}");
    }

    @Test
    void appendsOnceWhatAChildContextPublishes() {
        try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
            child.setParent(service);
            child.register(OutboxAutoConfiguration.class);
            child.refresh();

            transaction.executeWithoutResult(status -> child.publishEvent(new Purchased(11, 1, "book")));
        }

        assertThat(events())
                .containsExactly("purchase 11 1 Purchased {\"purchase_id\":11,\"version\":1,\"item_name\":\"book\"}");
    }

    @Test
    void leavesNothingAfterARollback() {
        transaction.executeWithoutResult(status -> {
            insert(3);
            purchases.save(new Purchase(4, "book"));
            outbox.append(event(3));
            service.publishEvent(new Purchased(4, 1, "book"));
            status.setRollbackOnly();
        });

        assertThat(bought()).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void rejectsAnAppendOutsideATransaction() {
        assertThatThrownBy(() -> outbox.append(event(5)))
                .isInstanceOf(IllegalTransactionStateException.class)
                .hasMessageContaining("@Transactional");
        assertThatThrownBy(() -> service.publishEvent(new Purchased(5, 1, "book")))
                .isInstanceOf(IllegalTransactionStateException.class)
                .hasMessageContaining("@Transactional");

        assertThat(events()).isEmpty();
    }

    @Test
    void rejectsAnAppendInAReadOnlyTransaction() {
        TransactionTemplate readOnly = new TransactionTemplate(service.getBean(PlatformTransactionManager.class));
        readOnly.setReadOnly(true);

        assertThatThrownBy(() -> readOnly.executeWithoutResult(status -> outbox.append(event(6))))
                .isInstanceOf(IllegalTransactionStateException.class)
                .hasMessageContaining("read-only");

        assertThat(events()).isEmpty();
    }

    @Test
    void commitsNoChangeWhoseEventWasRejected() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    insert(7);
                    assertThatThrownBy(() -> service.publishEvent(new Purchased(7, 0, "book")))
                            .isInstanceOf(EventRejectedException.class);
                }))
                .isInstanceOf(EventRejectedException.class)
                .hasMessageContaining("events_aggregateversion_positive");

        assertThat(bought()).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void commitsNoChangeWhoseEventHasNoId() {
        @OutboxEvent(aggregate = "purchase", id = "purchaseId", version = OutboxEvent.VERSION_FROM_TABLE)
        record Unidentified(@Nullable String purchaseId) {}

        assertCommitsNothingAfter(() -> service.publishEvent(new Unidentified(null)));
    }

    @Test
    void commitsNoChangeWhoseEventIsNotWritten() {
        @OutboxEvent(aggregate = "purchase", id = "purchaseId", version = OutboxEvent.VERSION_FROM_TABLE)
        record Unwritable(String purchaseId) {
            @SuppressWarnings({"unused", "EffectivelyPrivate", "DoNotCallSuggester"}) // Jackson calls it.
            public String getItem() {
                throw new UnsupportedOperationException("no item");
            }
        }

        assertCommitsNothingAfter(() -> service.publishEvent(new Unwritable("12")));
    }

    /** The driver's autosave undoes a failed statement, so the database would commit the rest. */
    @Test
    void commitsNoChangeWhoseEventTheDatabaseRefuses() {
        TransactionalOutbox missing =
                new TransactionalOutbox(service.getBean(DataSource.class), Outbox.of("shop.missing"));

        assertCommitsNothingAfter(() -> missing.append(event(12)));
    }

    private static void assertCommitsNothingAfter(Runnable append) {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    insert(12);
                    try {
                        append.run();
                    } catch (RuntimeException caught) {
                        assertThat(caught).isNotInstanceOf(IllegalTransactionStateException.class);
                    }
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(bought()).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void commitsTheRestAfterTheRejectedPartWasRolledBack() {
        JdbcTransactionManager manager = new JdbcTransactionManager(service.getBean(DataSource.class));
        TransactionTemplate outer = new TransactionTemplate(manager);
        TransactionTemplate nested = new TransactionTemplate(manager);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);

        outer.executeWithoutResult(status -> {
            insert(8);
            outbox.append(event(8));
            assertThatThrownBy(() -> nested.executeWithoutResult(inner -> {
                        insert(9);
                        service.publishEvent(new Purchased(9, 0, "book"));
                    }))
                    .isInstanceOf(EventRejectedException.class);
        });

        assertThat(bought()).containsExactly(8L);
        assertThat(events()).containsExactly("purchase 8 1 Bought {}");
    }

    @Test
    void commitsNothingAfterARollbackToALaterSavepoint() {
        JdbcTransactionManager manager = new JdbcTransactionManager(service.getBean(DataSource.class));
        TransactionTemplate nested = new TransactionTemplate(manager);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);

        assertThatThrownBy(() -> new TransactionTemplate(manager).executeWithoutResult(status -> {
                    insert(10);
                    assertThatThrownBy(() -> service.publishEvent(new Purchased(10, 0, "book")))
                            .isInstanceOf(EventRejectedException.class);
                    nested.executeWithoutResult(inner -> inner.setRollbackOnly());
                }))
                .isInstanceOf(EventRejectedException.class);

        assertThat(bought()).isEmpty();
    }

    @Test
    void carriesTheSpanOfTheAppendInARecordedTrace() {
        SimpleSpan current = current(true);
        TraceParent own = new TraceParent("00-11111111111111111111111111111111-2222222222222222-00");
        transaction.executeWithoutResult(status -> {
            outbox.append(event(1));
            Tracer.SpanInScope scope = tracer().withSpan(current);
            outbox.append(List.of(event(2), event(3).withTraceParent(own), event(4)));
            outbox.append(event(5).withTraceParent(own));
            scope.close();
        });

        SimpleSpan append = tracer().lastSpan();
        assertThat(append.getName()).isEqualTo("append purchase");
        assertThat(append.getParentId()).isEqualTo(current.getSpanId());
        assertThat(append.getEndTimestamp().toEpochMilli()).isPositive();
        assertThat(tracer().getSpans()).containsExactly(current, append);
        String carried = "00-" + TRACE + "-" + append.getSpanId() + "-01";
        assertThat(texts("select coalesce(traceparent, '-') from shop.events order by ctid"))
                .containsExactly("-", carried, own.value(), carried, own.value());
    }

    @Test
    void carriesTheCurrentSpanInATraceThatIsNotRecorded() {
        SimpleSpan current = current(false);
        transaction.executeWithoutResult(status -> {
            Tracer.SpanInScope scope = tracer().withSpan(current);
            outbox.append(event(1));
            scope.close();
        });

        assertThat(tracer().getSpans()).containsExactly(current);
        assertThat(texts("select traceparent from shop.events"))
                .containsExactly("00-" + TRACE + "-" + current.getSpanId() + "-00");
    }

    @Test
    void marksTheSpanOfARejectedAppend() {
        SimpleSpan current = current(true);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    Tracer.SpanInScope scope = tracer().withSpan(current);
                    try {
                        service.publishEvent(new Purchased(10, 0, "book"));
                    } finally {
                        scope.close();
                    }
                }))
                .isInstanceOf(EventRejectedException.class);

        assertThat(tracer().lastSpan().getError()).isInstanceOf(EventRejectedException.class);
    }

    @Test
    void leavesOtherEventsToOthers() {
        assertThatCode(() -> service.publishEvent("no outbox event")).doesNotThrowAnyException();
    }

    @Test
    void saysThatAnAnnotationNamesNoMethod() {
        @OutboxEvent(aggregate = "purchase", id = "purchaseID", version = OutboxEvent.VERSION_FROM_TABLE)
        record Misspelt(long purchaseId) {}

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> service.publishEvent(new Misspelt(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("purchaseID")
                .hasMessageContaining("names no method");
    }

    private static NewEvent event(int id) {
        return NewEvent.builder("purchase", Integer.toString(id))
                .version(1)
                .type("Bought")
                .payload("{}")
                .build();
    }

    private static void insert(long id) {
        jdbc.update("insert into shop.purchase (id, item) values (?, 'book')", id);
    }

    private static List<Long> bought() {
        return JdbcClient.create(ADMIN)
                .sql("select id from shop.purchase order by id")
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private static List<String> events() {
        return texts("select concat_ws(' ', aggregatetype, aggregateid, aggregateversion, type, payload)"
                + " from shop.events order by ctid");
    }

    private static List<String> texts(String sql) {
        return JdbcClient.create(ADMIN)
                .sql(sql)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static SimpleTracer tracer() {
        return service.getBean(SimpleTracer.class);
    }

    private static SimpleSpan current(boolean recorded) {
        SimpleSpan span = tracer().nextSpan();
        span.context().setTraceId(TRACE);
        span.context().setSpanId("00f067aa0ba902b7");
        span.context().setSampled(recorded);
        return span.start();
    }
}
