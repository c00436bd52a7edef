package com.everyoneslecture.relay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.relay.verify.Report.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Instant TIME = Instant.parse("2022-08-08T12:12:37Z");

    private final EventTable events = new EventTable(0);
    private final SharedKeys shared = new SharedKeys();
    private final MemoryRows rows = new MemoryRows();
    private final UUID first = row(1, 0);
    private final UUID second = row(2, 0);
    private final UUID other = row(1, 1);
    private Instant oldest = Instant.EPOCH;
    private boolean daily = true;

    @Test
    void isCleanWhereEveryRowHasOneRecordInOrder() throws Exception {
        Report report = compare(record(first), record(second), record(other));

        assertThat(report.clean()).isTrue();
        assertThat(report.published()).isEqualTo(3);
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.records()).isEqualTo(3);
    }

    @Test
    void tellsALostRowFromOneThatMayStillCome() throws Exception {
        rows.covered.add(first);

        Report report = compare(record(other));

        assertThat(report.lost().first()).extracting(Event::id).containsExactly(first.toString());
        assertThat(report.unpublished().first()).extracting(Event::id).containsExactly(second.toString());
        assertThat(report.clean()).isFalse();
    }

    @Test
    void findsADoubledEventOnce() throws Exception {
        Report report = compare(record(first), record(first), record(first), record(second), record(other));

        assertThat(report.doubled().count()).isEqualTo(1);
        assertThat(report.misordered().count()).isZero();
    }

    @Test
    void findsAnEventBehindALaterVersionOfItsAggregate() throws Exception {
        Report report = compare(record(second), record(other), record(first));

        assertThat(report.misordered().first()).extracting(Event::id).containsExactly(first.toString());
    }

    /** An aggregate has several keys if its events have separate keys; records of two keys have no order. */
    @Test
    void verifiesNoOrderBetweenTheKeysOfAnAggregate() throws Exception {
        UUID ofAnotherKey = UUID.randomUUID();
        events.add(ofAnotherKey, 3, 0, 1);

        assertThat(compare(record(ofAnotherKey), record(first), record(second), record(other))
                        .misordered()
                        .first())
                .extracting(Event::id)
                .containsExactly(other.toString());
    }

    @Test
    void findsAnEventBehindALaterOneOfItsVersion() throws Exception {
        UUID earlier = UUID.randomUUID();
        UUID later = UUID.randomUUID();
        events.add(earlier, 2, 8, 0);
        events.add(later, 2, 9, 0);

        Report report = compare(record(first), record(second), record(later), record(earlier), record(other));

        assertThat(report.misordered().first()).extracting(Event::id).containsExactly(earlier.toString());
    }

    @Test
    void findsAnEventBehindALaterOneOfAnotherAggregateThatSharesItsKey() throws Exception {
        UUID earlier = appended(8, 0);
        UUID ofAnother = appended(9, 1);
        shared.add(0, 2);

        Report report = compare(record(first), record(second), record(other), record(ofAnother), record(earlier));

        assertThat(report.misordered().first()).extracting(Event::id).containsExactly(earlier.toString());
    }

    @Test
    void comparesNoOrderBetweenAggregatesThatShareNoKey() throws Exception {
        UUID earlier = appended(8, 0);
        UUID ofAnother = appended(9, 1);

        Report report = compare(record(first), record(second), record(other), record(ofAnother), record(earlier));

        assertThat(report.clean()).isTrue();
    }

    /** The topics of two types that share a key have an order each. */
    @Test
    void comparesNoOrderOfASharedKeyBetweenPartitions() throws Exception {
        UUID earlier = appended(8, 0);
        UUID ofAnother = appended(9, 1);
        shared.add(0, 2);
        Comparison comparison = comparison(null);
        for (UUID id : List.of(other, ofAnother)) {
            comparison.record(record(id), 0);
        }
        for (UUID id : List.of(first, second, earlier)) {
            comparison.record(record(id), 1);
        }

        assertThat(comparison.report(true, null, List.of()).clean()).isTrue();
    }

    @Test
    void comparesNoOrderBetweenPartitions() throws Exception {
        Comparison comparison = comparison(null);
        comparison.record(record(second), 0);
        comparison.record(record(first), 1);
        comparison.record(record(other), 0);

        assertThat(comparison.report(true, null, List.of()).clean()).isTrue();
    }

    @Test
    void countsAReplayNeitherAsDoubledNorAsMisordered() throws Exception {
        Report report = compare(record(first), record(second), replayed(first), record(other));

        assertThat(report.clean()).isTrue();
        assertThat(report.replayed()).isEqualTo(1);
    }

    @Test
    void takesAReplayedEventForPublished() throws Exception {
        assertThat(compare(replayed(first), record(second), record(other)).clean())
                .isTrue();
    }

    @Test
    void findsARecordWithoutARow() throws Exception {
        UUID phantom = UUID.randomUUID();
        UUID newer = UUID.randomUUID();
        rows.existing.add(newer);

        Report report = compare(record(first), record(second), record(other), record(phantom), record(newer));

        assertThat(report.phantom().first()).extracting(Event::id).containsExactly(phantom.toString());
        assertThat(report.newer()).isEqualTo(1);
    }

    @Test
    void countsARecordAsOlderWhoseRowMayBeGone() throws Exception {
        oldest = TIME.plusSeconds(1);

        Report report = compare(record(first), record(second), record(other), record(UUID.randomUUID()), foreign());

        assertThat(report.clean()).isTrue();
        assertThat(report.older()).isEqualTo(2);
        assertThat(report.foreign()).isZero();
    }

    @Test
    void countsRecordsOfAnotherProgramApartWhereTheyPrecedeTheEvents() throws Exception {
        daily = false;
        Comparison comparison = comparison(null);
        comparison.record(foreign(), 0);
        for (UUID id : List.of(first, second, other)) {
            comparison.record(record(id), 0);
        }
        comparison.record(foreign(), 1);
        Report report = comparison.report(true, null, List.of());

        assertThat(report.clean()).isTrue();
        assertThat(report.foreign()).isEqualTo(2);

        assertThat(compare(record(first), foreign()).phantom().count()).isOne();
        daily = true;
        assertThat(compare(foreign(), record(first)).phantom().count()).isOne();
    }

    @Test
    void countsADeadLetterNeitherAsLostNorAsPublished() throws Exception {
        rows.covered.addAll(Set.of(first, second, other));
        Comparison comparison = comparison(null);
        comparison.record(record(second), 0);
        comparison.record(record(other), 0);
        comparison.deadLetter(record(first));

        Report report = comparison.report(true, "100:100:", List.of());

        assertThat(report.clean()).isTrue();
        assertThat(report.deadLettered().count()).isEqualTo(1);
        assertThat(report.published()).isEqualTo(2);
    }

    @Test
    void passesOverRecordsFromBeforeTheTimeThatIsAsked() throws Exception {
        Comparison comparison = comparison(TIME.plusSeconds(1));
        comparison.record(record(UUID.randomUUID()), 0);

        assertThat(comparison.report(true, null, List.of()).phantom().count()).isZero();
    }

    /** No relay wrote such a record; events that it may contain count as missing in addition. */
    @Test
    void countsARecordThatIsTooLargeToBeReadAsAPhantom() throws Exception {
        Comparison comparison = comparison(null);
        comparison.record(record(first), 0);
        comparison.oversized(new OversizedRecordsException(new TopicPartition("categoryChanged", 3), 7, 9, 300, 100));
        comparison.record(record(second), 0);
        comparison.record(record(other), 0);

        Report report = comparison.report(true, null, List.of());

        assertThat(report.clean()).isFalse();
        assertThat(report.records()).isEqualTo(4);
        assertThat(report.phantom().first()).containsExactly(new Event(null, null, null, "categoryChanged-3@7"));
    }

    private Report compare(EventRecord... records) throws Exception {
        Comparison comparison = comparison(null);
        for (EventRecord record : records) {
            comparison.record(record, 0);
        }
        return comparison.report(true, "100:100:", List.of());
    }

    private Comparison comparison(@Nullable Instant since) {
        return new Comparison(
                new Outbox(events, 2, 2, shared, Set.of("category"), new Lsn(0), oldest, daily),
                rows,
                new VerifySettings(since, Duration.ZERO, 10));
    }

    private UUID row(long version, int aggregate) {
        UUID id = UUID.randomUUID();
        events.add(id, version, 0, aggregate);
        return id;
    }

    /** An event of the version after those of the other rows. */
    private UUID appended(long number, int aggregate) {
        UUID id = UUID.randomUUID();
        events.add(id, 3, number, aggregate);
        return id;
    }

    private static EventRecord foreign() {
        return new EventRecord(null, false, TIME, new Event(null, null, null, null));
    }

    private static EventRecord record(UUID id) {
        return new EventRecord(id, false, TIME, event(id));
    }

    private static EventRecord replayed(UUID id) {
        return new EventRecord(id, true, TIME, event(id));
    }

    private static Event event(UUID id) {
        return new Event(id.toString(), null, null, null);
    }

    private static final class MemoryRows implements RowLookup {
        private final Set<UUID> existing = new HashSet<>();
        private final Set<UUID> covered = new HashSet<>();

        @Override
        public Set<UUID> existing(Collection<UUID> ids) {
            Set<UUID> found = new HashSet<>(ids);
            found.retainAll(existing);
            return found;
        }

        @Override
        public Set<UUID> covered(List<UUID> ids, @Nullable String snapshot) {
            Set<UUID> found = new HashSet<>(ids);
            found.retainAll(covered);
            return found;
        }

        @Override
        public List<Event> describe(Collection<UUID> ids) {
            return ids.stream().map(ComparisonTest::event).toList();
        }
    }
}
