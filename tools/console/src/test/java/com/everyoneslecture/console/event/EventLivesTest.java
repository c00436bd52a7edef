package com.everyoneslecture.console.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.event.EventTimeline.Stage;
import com.everyoneslecture.outbox.event.RecordHeader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLivesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private final EventTimelines lives = new EventTimelines();

    @Test
    void keepsTheFirstRecordOfAnEventThatIsReplayed() {
        EventTimeline event = event("7", 1, NOW);
        lives.add(event);
        lives.note(record(event, 41));
        ConsumerRecord<byte[], byte[]> replay = record(event, 99);
        replay.headers().add(RecordHeader.REPLAYED, "true".getBytes(UTF_8));
        lives.note(replay);

        assertThat(lives.orElse(event).place().offset()).isEqualTo(41);
    }

    @Test
    void addsTheEventOfARecordWhoseRowWasNotSeen() {
        EventTimeline event = event("7", 1, NOW);
        lives.note(record(event, 41));

        assertThat(lives.all()).singleElement().satisfies(life -> {
            assertThat(life.event()).isEqualTo(event.event());
            assertThat(life.stage()).isEqualTo(Stage.TOPIC);
        });
    }

    @Test
    void passesByARecordThatHoldsNoEvent() {
        lives.note(new ConsumerRecord<>("categoryChanged", 0, 1, new byte[0], new byte[0]));

        assertThat(lives.all()).isEmpty();
    }

    @Test
    void returnsOnlyWhatTheReadModelShowsNow() {
        EventTimeline shown = event("7", 2, NOW);
        EventTimeline overtaken = event("7", 1, NOW);
        EventTimeline open = event("8", 1, NOW);
        lives.add(overtaken);
        lives.add(shown);
        lives.add(open);

        assertThat(lives.apply(Map.of("7", new ReadModelRows.Shown(2, NOW)))).containsExactly(shown.applied(2, NOW));
        assertThat(lives.orElse(overtaken).stage()).isEqualTo(Stage.SUPERSEDED);
        assertThat(lives.open()).containsExactly("8");
        assertThat(lives.apply(Map.of("7", new ReadModelRows.Shown(2, NOW)))).isEmpty();
    }

    @Test
    void doesNotShowAnEventAsAppliedBecauseACategoryHasItsId() {
        EventTimeline category = event("7", 1, NOW);
        EventTimeline course = event("course", "7", 1, NOW);
        EventTimeline otherCourse = event("course", "8", 1, NOW);
        List.of(category, course, otherCourse).forEach(lives::add);

        assertThat(lives.open()).containsExactly("7");
        assertThat(lives.apply(Map.of("7", new ReadModelRows.Shown(1, NOW), "8", new ReadModelRows.Shown(2, NOW))))
                .containsExactly(category.applied(1, NOW));
        assertThat(lives.orElse(course).stage()).isEqualTo(Stage.OUTBOX);
        assertThat(lives.orElse(otherCourse).stage()).isEqualTo(Stage.OUTBOX);
    }

    @Test
    void removesWhatIsDoneBeforeWhatWaits() {
        EventTimeline old = event("7", 1, NOW.minusSeconds(60));
        EventTimeline done = event("8", 1, NOW).applied(1, NOW);
        lives.add(old);
        lives.add(done);
        lives.keepNewest(1, NOW);

        assertThat(lives.all()).containsExactly(old);
        assertThat(lives.oldest(life -> true)).isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void removesEventsOfTheFutureBeforeAllOthers() {
        EventTimeline future = event("7", 1, Instant.parse("2100-01-01T00:00:00Z"));
        EventTimeline old = event("8", 1, NOW.minusSeconds(60)).applied(1, NOW);
        EventTimeline recent = event("9", 1, NOW).applied(1, NOW);
        List.of(future, old, recent).forEach(lives::add);

        assertThat(lives.all().sorted(EventTimeline.newestFirst(NOW))).containsExactly(recent, old, future);
        lives.keepNewest(2, NOW);
        assertThat(lives.all()).containsExactly(old, recent);
    }

    @Test
    void addsTheEventOfARecordWithoutATimeInItsHeaders() {
        EventTimeline event = event("7", 1, NOW);
        ConsumerRecord<byte[], byte[]> untimed = withTimestamp(record(event, 41), NOW.toEpochMilli());
        untimed.headers().remove(RecordHeader.TIME);
        lives.note(untimed);

        assertThat(lives.all()).singleElement().satisfies(life -> {
            assertThat(life.event().occurredAt()).isEqualTo(NOW);
            assertThat(life.stage()).isEqualTo(Stage.TOPIC);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 253_402_300_800_000L, 8_640_000_000_000_001L, Long.MAX_VALUE})
    void showsAnyTimeOfARecordAsOneOfFourDigits(long millis) {
        ConsumerRecord<byte[], byte[]> record = withTimestamp(record(event("7", 1, NOW), 41), millis);

        assertThat(RecordText.time(record).toString()).matches("\\d{4}-.*");
    }

    private static ConsumerRecord<byte[], byte[]> withTimestamp(ConsumerRecord<byte[], byte[]> record, long millis) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                millis,
                TimestampType.CREATE_TIME,
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static EventTimeline event(String aggregateId, long version, Instant occurredAt) {
        return event("category", aggregateId, version, occurredAt);
    }

    private static EventTimeline event(String aggregateType, String aggregateId, long version, Instant occurredAt) {
        return EventTimeline.inOutbox(new EventTimeline.Event(
                UUID.randomUUID(), aggregateType, aggregateId, version, "LectureCategoryChanged", "{}", occurredAt));
    }

    private static ConsumerRecord<byte[], byte[]> record(EventTimeline life, long offset) {
        EventTimeline.Event event = life.event();
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "categoryChanged",
                2,
                offset,
                event.aggregateId().getBytes(UTF_8),
                event.payload().getBytes(UTF_8));
        Map.of(
                        RecordHeader.ID, event.eventId().toString(),
                        RecordHeader.SOURCE, "/" + event.aggregateType(),
                        RecordHeader.SUBJECT, event.aggregateId(),
                        RecordHeader.AGGREGATE_VERSION, Long.toString(event.version()),
                        RecordHeader.TYPE, event.type(),
                        RecordHeader.TIME, event.occurredAt().toString())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }
}
