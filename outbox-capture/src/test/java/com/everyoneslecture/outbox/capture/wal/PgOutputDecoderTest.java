package com.everyoneslecture.outbox.capture.wal;

import static com.everyoneslecture.outbox.capture.wal.PgOutputMessages.COLUMNS;
import static com.everyoneslecture.outbox.capture.wal.PgOutputMessages.begin;
import static com.everyoneslecture.outbox.capture.wal.PgOutputMessages.commit;
import static com.everyoneslecture.outbox.capture.wal.PgOutputMessages.delete;
import static com.everyoneslecture.outbox.capture.wal.PgOutputMessages.insert;
import static com.everyoneslecture.outbox.capture.wal.PgOutputMessages.relation;
import static com.everyoneslecture.outbox.capture.wal.PgOutputMessages.truncate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.EventContent;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PgOutputDecoderTest {

    private static final UUID ID = UUID.fromString("0190a0a0-0000-7000-8000-000000000001");

    /** An id of epoch 3, soon after its start. */
    private static final long NEXT_TRANSACTION = (3L << 32) + 10;

    private final Heard heard = new Heard();
    private final PgOutputDecoder decoder =
            new PgOutputDecoder(OutboxNames.parse("public.outbox"), NEXT_TRANSACTION, heard);

    @Test
    void readsAnEvent() throws InterruptedException {
        decoder.read(begin(1_000_000));
        decoder.read(relation(5, "public", "outbox", COLUMNS));
        decoder.read(insert(5, ID, "category", "2", 7L, "Changed", "{\"이름\":\"최종\"}", 123L, null));
        decoder.read(commit(4_711));

        assertThat(heard.events)
                .containsExactly(new OutboxEvent(
                        ID,
                        "category",
                        Bytes.of("2"),
                        7,
                        "Changed",
                        EventContent.text("{\"이름\":\"최종\"}"),
                        123,
                        null,
                        946_684_801_000_000L,
                        (3L << 32) + 7,
                        4_711));
        assertThat(heard.ends).containsExactly(4_711L);
    }

    @Test
    void readsColumnsInTheOrderOfTheServerAndPassesOverOthers() throws InterruptedException {
        decoder.read(relation(
                5,
                "public",
                "outbox",
                List.of(
                        "traceparent",
                        "more",
                        "id",
                        "occurred_at",
                        "payload",
                        "type",
                        "aggregateversion",
                        "aggregateid",
                        "aggregatetype")));
        decoder.read(insert(5, "00-1", "x", ID, 123L, "{}", "Changed", 7L, "2", "category"));
        decoder.read(commit(4_711));

        assertThat(heard.events).first().satisfies(event -> {
            assertThat(event.traceparent()).hasToString("00-1");
            assertThat(event.aggregateType()).isEqualTo("category");
            assertThat(event.aggregateVersion()).isEqualTo(7);
        });
    }

    @Test
    void widensTransactionIdsByTheirEpoch() throws InterruptedException {
        decoder.read(relation(5, "public", "outbox", COLUMNS));
        // Redelivered, of the epoch before; then around the next wrap of the 32 bits.
        for (int lowBits : new int[] {-3, 12, Integer.MAX_VALUE, -2, 5}) {
            decoder.read(begin(1_000_000, lowBits));
            decoder.read(insert(5, ID, "category", "2", 7L, "Changed", "{}", 123L, null));
            decoder.read(commit(4_711));
        }

        assertThat(heard.events)
                .extracting(OutboxEvent::transactionId)
                .containsExactly(
                        (3L << 32) - 3,
                        (3L << 32) + 12,
                        (3L << 32) + Integer.MAX_VALUE,
                        (4L << 32) - 2,
                        (4L << 32) + 5);
    }

    @Test
    void saysOfTheLastEventAloneWhereItsTransactionEnds() throws InterruptedException {
        decoder.read(relation(5, "public", "outbox", COLUMNS));
        decoder.read(relation(6, "public", "outboxes", List.of("id")));
        for (long end : new long[] {4_711, 4_712}) {
            decoder.read(begin(1_000_000));
            decoder.read(insert(5, ID, "category", "2", 7L, "Changed", "{}", 123L, null));
            decoder.read(insert(5, ID, "category", "2", 8L, "Changed", "{}", 123L, null));
            decoder.read(insert(6, "1"));
            decoder.read(commit(end));
        }

        assertThat(heard.events)
                .extracting(OutboxEvent::aggregateVersion, OutboxEvent::transactionEndLsn)
                .containsExactly(tuple(7L, 0L), tuple(8L, 4_711L), tuple(7L, 0L), tuple(8L, 4_712L));
        assertThat(heard.ends).containsExactly(4_711L, 4_712L);
    }

    @Test
    void passesOverOtherTables() throws InterruptedException {
        decoder.read(relation(6, "public", "outboxes", List.of("id")));
        decoder.read(insert(6, "1"));
        decoder.read(delete(6));
        decoder.read(truncate(6));
        decoder.read(commit(4_711));

        assertThat(heard.events).isEmpty();
    }

    @Test
    void refusesWhatIsNoInsert() throws InterruptedException {
        decoder.read(relation(5, "public", "outbox", COLUMNS));

        assertThatIllegalStateException()
                .isThrownBy(() -> decoder.read(delete(5)))
                .withMessageContaining("other than an insert");
        assertThatIllegalStateException()
                .isThrownBy(() -> decoder.read(truncate(5)))
                .withMessageContaining("other than an insert");
    }

    @Test
    void refusesAPublicationThatLacksColumns() {
        assertThatIllegalStateException()
                .isThrownBy(() -> decoder.read(relation(5, "public", "outbox", COLUMNS.subList(0, 6))))
                .withMessageContaining("occurred_at, traceparent");
    }

    @Test
    void refusesARowWithoutWhatEveryEventHas() throws InterruptedException {
        decoder.read(relation(5, "public", "outbox", COLUMNS));

        decoder.read(insert(5, ID, "category", null, 7L, "Changed", "{}", 123L, null));

        assertThatIllegalStateException()
                .isThrownBy(() -> decoder.read(commit(4_711)))
                .withMessageContaining("aggregateid");
    }

    @Test
    void readsBytesKeysHeadersAndContentTypes() throws InterruptedException {
        byte[] payload = {0, (byte) 0xff, 'x'};
        decoder.read(relation(5, "public", "outbox", PgOutputMessages.ALL_COLUMNS));
        decoder.read(insert(
                5, ID, "order", "2", 7L, "Placed", null, 123L, null, payload, "고객", "\u0001{\"a\": \"가\"}", "a/b"));
        decoder.read(commit(4_711));

        assertThat(heard.events).singleElement().satisfies(event -> {
            assertThat(event.content())
                    .isEqualTo(
                            new EventContent(Bytes.over(payload), Bytes.of("고객"), Bytes.of("{\"a\": \"가\"}"), "a/b"));
            assertThat(event.key()).isEqualTo(Bytes.of("고객"));
        });
    }

    @Test
    void readsATombstone() throws InterruptedException {
        decoder.read(relation(5, "public", "outbox", PgOutputMessages.ALL_COLUMNS));
        decoder.read(insert(5, ID, "order", "2", 7L, "Deleted", null, 123L, null, null, null, null, null));
        decoder.read(commit(4_711));

        assertThat(heard.events).singleElement().satisfies(event -> {
            assertThat(event.content().payload()).isNull();
            assertThat(event.key()).isEqualTo(Bytes.of("2"));
        });
    }

    /** The bytes may be in a column that is not published. */
    @Test
    void takesNoRowForATombstoneWhereBytesAreNotPublished() throws InterruptedException {
        decoder.read(relation(5, "public", "outbox", COLUMNS));
        decoder.read(insert(5, ID, "order", "2", 7L, "Placed", null, 123L, null));

        assertThatIllegalStateException()
                .isThrownBy(() -> decoder.read(commit(4_711)))
                .withMessageContaining("payload");
    }

    private static final class Heard implements PgOutputDecoder.Listener {
        private final List<OutboxEvent> events = new ArrayList<>();
        private final List<Long> ends = new ArrayList<>();

        @Override
        public void onBegin() {}

        @Override
        public void onEvent(OutboxEvent event, int bytes) {
            events.add(event);
        }

        @Override
        public void onCommit(long endLsn) {
            ends.add(endLsn);
        }
    }
}
