package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.append.EventRejectedException;
import com.everyoneslecture.outbox.append.NewEvent;
import com.everyoneslecture.outbox.append.TraceParent;
import com.everyoneslecture.outbox.spring.TransactionalOutbox;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@RunningService
class TransactionalOutboxIT {

    private final TransactionalOutbox outbox;
    private final JdbcTemplate jdbc;
    private final Stored stored;
    private final PlatformTransactionManager transactions;
    private final TransactionTemplate transaction;

    TransactionalOutboxIT(
            @Autowired TransactionalOutbox outbox,
            @Autowired JdbcTemplate jdbc,
            @Autowired Stored stored,
            @Autowired PlatformTransactionManager transactions) {
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.stored = stored;
        this.transactions = transactions;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Test
    void keepsEveryPartOfARow() {
        NewEvent row = NewEvent.builder("lecture", "id/7")
                .version(3)
                .type("LectureMoved")
                .payload("{ \"이름\" : \"최종테스트\" }")
                .occurredAt(Instant.parse("2022-08-08T03:12:37.123456789Z"))
                .traceParent(new TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
                .build();

        append(row);

        assertThat(stored.event(row.eventId()))
                .contains(new Stored.Event(
                        row.eventId(),
                        "lecture",
                        "id/7",
                        3,
                        "LectureMoved",
                        "{ \"이름\" : \"최종테스트\" }",
                        1659928357123456L,
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    }

    @Test
    void refusesToAppendOutsideATransaction() {
        NewEvent row = row("category", "{}");

        assertThatThrownBy(() -> outbox.append(row))
                .isInstanceOf(IllegalTransactionStateException.class)
                .hasMessageContaining("only be appended in the transaction of its change")
                .hasMessageContaining("@Transactional");

        assertThat(isStored(row)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {TransactionDefinition.PROPAGATION_NOT_SUPPORTED, TransactionDefinition.PROPAGATION_SUPPORTS})
    void refusesToAppendWhereATransactionOnlySeemsToBe(int propagation) {
        NewEvent row = row("category", "{}");
        TransactionTemplate none = new TransactionTemplate(transactions);
        none.setPropagationBehavior(propagation);

        assertThatThrownBy(() -> none.executeWithoutResult(status -> outbox.append(row)))
                .isInstanceOf(IllegalTransactionStateException.class);

        assertThat(isStored(row)).isFalse();
    }

    @Test
    void refusesToAppendInTheTransactionOfAnotherDatabase() {
        NewEvent row = row("category", "{}");
        TransactionTemplate elsewhere =
                new TransactionTemplate(new JdbcTransactionManager(CategoryDatabase.DATABASE.admin()));

        assertThatThrownBy(() -> elsewhere.executeWithoutResult(status -> outbox.append(row)))
                .isInstanceOf(IllegalTransactionStateException.class);

        assertThat(isStored(row)).isFalse();
    }

    @Test
    void refusesToAppendInAReadOnlyTransaction() {
        NewEvent row = row("category", "{}");
        TransactionTemplate readOnly = new TransactionTemplate(transactions);
        readOnly.setReadOnly(true);

        assertThatThrownBy(() -> readOnly.executeWithoutResult(status -> outbox.append(row)))
                .isInstanceOf(IllegalTransactionStateException.class)
                .hasMessageContaining("read-only");

        assertThat(isStored(row)).isFalse();
    }

    @Test
    void goesWithTheTransactionThatAppended() {
        NewEvent row = row("category", "{}");

        transaction.executeWithoutResult(status -> {
            outbox.append(row);
            status.setRollbackOnly();
        });

        assertThat(isStored(row)).isFalse();
    }

    @Test
    void takesAPayloadOfTheLargestSize() {
        NewEvent row = row("category", "가".repeat(524_288 / 3) + "ab");

        append(row);

        assertThat(isStored(row)).isTrue();
    }

    @Test
    void failsTheChangeWhoseEventIsTooLarge() {
        NewEvent row = row("category", "가".repeat(524_288 / 3) + "abc");
        String name = "change of a large event";

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    jdbc.update("insert into lecture_category (category_name, version) values (?, 1)", name);
                    outbox.append(row);
                }))
                .isInstanceOf(EventRejectedException.class)
                .hasMessageContaining("version 1 of category 1")
                .hasMessageContaining("524289 bytes")
                .hasMessageContaining("outbox_payload_size")
                .satisfies(refused -> {
                    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                        assertThat(cause.getMessage()).doesNotContain("가가가");
                    }
                });

        assertThat(stored.named(name)).isZero();
    }

    @Test
    void failsTheChangeWhoseEventHasNoType() {
        assertThatThrownBy(() -> append(row("", "{}")))
                .isInstanceOf(EventRejectedException.class)
                .hasMessageContaining("outbox_aggregatetype_length");
    }

    @Test
    void cannotLookIntoTheOutbox() {
        assertThatThrownBy(() -> jdbc.queryForObject("select count(*) from outbox", Long.class))
                .hasRootCauseMessage("ERROR: permission denied for table outbox");
    }

    @Test
    void appendsInOneRoundTrip() {
        RoundTrips trips = new RoundTrips();
        transaction.executeWithoutResult(status -> {
            jdbc.execute("select 1"); // opens the transaction
            trips.begin();
            outbox.append(row("category", "{}"));
            trips.end();
        });

        assertThat(trips.count()).isEqualTo(1);
    }

    private void append(NewEvent row) {
        transaction.executeWithoutResult(status -> outbox.append(row));
    }

    private static NewEvent row(String aggregateType, String payload) {
        return NewEvent.builder(aggregateType, "1")
                .version(1)
                .type("Tested")
                .payload(payload)
                .build();
    }

    private boolean isStored(NewEvent row) {
        return stored.event(row.eventId()).isPresent();
    }

    /** Counts the Sync messages of the driver; it waits for the server's answer after each. */
    private static final class RoundTrips extends Handler {

        private static final Logger PROTOCOL = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");

        private final AtomicInteger count = new AtomicInteger();
        private final long thread = Thread.currentThread().getId();

        void begin() {
            setLevel(Level.ALL);
            PROTOCOL.setLevel(Level.ALL);
            PROTOCOL.addHandler(this);
        }

        void end() {
            PROTOCOL.removeHandler(this);
            PROTOCOL.setLevel(null);
        }

        int count() {
            return count.get();
        }

        @Override
        public void publish(LogRecord logged) {
            if (Thread.currentThread().getId() == thread && logged.getMessage().contains("FE=> Sync")) {
                count.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
