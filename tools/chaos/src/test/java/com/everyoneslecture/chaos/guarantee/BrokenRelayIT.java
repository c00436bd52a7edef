package com.everyoneslecture.chaos.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.guarantee.BrokenRelay.Defect;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.testservices.TestKafka;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each defect of a relay is found by the guarantee that forbids it, and by no other one. */
@Timeout(180)
class BrokenRelayIT {

    private static final int KEYS = 40;
    private static final int VERSIONS = 50;
    private static final int ALL = KEYS * VERSIONS;

    @Test
    void acceptsARelayThatDoesItsWork() throws Exception {
        try (Case tried = new Case(6)) {
            tried.relay().publishAndAbort(List.of(new Event(UUID.randomUUID(), 1, 1)));
            tried.relay().publish(tried.commit(KEYS, VERSIONS), Defect.NONE);
            tried.awaitRead(ALL);
            assertThat(tried.judge()).isEmpty();
            assertThat(tried.exactlyOnce.judged()).isEqualTo(ALL);
            assertThat(tried.asAppended.judged()).isEqualTo(ALL);
        }
    }

    @Test
    void findsWhatWasSkipped() throws Exception {
        try (Case tried = new Case(6)) {
            List<Event> events = tried.commit(KEYS, VERSIONS);
            tried.relay().publish(events, Defect.SKIPS_ONE_IN_A_THOUSAND);
            tried.awaitRead(ALL - 2);
            assertThat(tried.judgedBy()).isEqualTo(Map.of("PublishedExactlyOnce lost", 2L));
            assertThat(tried.verdicts.all())
                    .anySatisfy(violation -> assertThat(violation.what())
                            .contains(events.get(567).id().toString()))
                    .allSatisfy(violation -> assertThat(violation.history()).isNotEmpty());
        }
    }

    @Test
    void findsWhatWasDoubled() throws Exception {
        try (Case tried = new Case(6)) {
            List<Event> events = tried.commit(KEYS, VERSIONS);
            tried.relay().publish(events, Defect.DOUBLES_ONE);
            tried.awaitRead(ALL + 1);
            assertThat(tried.judgedBy()).isEqualTo(Map.of("PublishedExactlyOnce doubled", 1L));
            assertThat(tried.verdicts.all().get(0).what())
                    .contains(events.get(ALL / 2).id().toString());
        }
    }

    @Test
    void findsARecordOfACategoryThatDiffersFromItsRow() throws Exception {
        try (Case tried = new Case(6)) {
            List<Event> events = tried.commit(2, 1);
            tried.relay().publishAltered(events.get(0), "{ }");
            tried.relay().publishAltered(events.get(1), "{}");
            tried.awaitRead(2);
            assertThat(tried.judgedBy()).isEqualTo(Map.of("RecordsAsAppended altered", 1L));
            assertThat(tried.verdicts.all().get(0).what()).endsWith("differs from what was appended: value");
        }
    }

    @Test
    void findsTwoThatWereSwapped() throws Exception {
        try (Case tried = new Case(6)) {
            tried.relay().publish(tried.commit(KEYS, VERSIONS), Defect.SWAPS_TWO_OF_A_KEY);
            tried.awaitRead(ALL);
            assertThat(tried.judgedBy()).isEqualTo(Map.of("PerAggregateOrder misordered", 1L));
        }
    }

    @Test
    void findsWhatWasPublishedBeforeItsCommitWhileThatIsNotYetDone() throws Exception {
        try (Case tried = new Case(6);
                Connection open = tried.begin()) {
            Event early = new Event(UUID.randomUUID(), 1, 1);
            Case.insert(open, early);
            tried.relay().publish(List.of(early), Defect.NONE);
            tried.awaitRead(1);
            Awaitility.await("it is noticed during the run")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        tried.phantoms.check();
                        return !tried.verdicts.all().isEmpty();
                    });
            open.commit();
            // At the end everything seems correct, so only a check during the run can find it.
            assertThat(tried.judgedBy()).isEqualTo(Map.of("NoPhantomEvents phantom", 1L));
        }
    }

    @Test
    void findsWhatWasRolledBack() throws Exception {
        try (Case tried = new Case(6);
                Connection open = tried.begin()) {
            Event known = new Event(UUID.randomUUID(), 1, 1);
            Event unknown = new Event(UUID.randomUUID(), 2, 1);
            Case.insert(open, known);
            Case.insert(open, unknown);
            open.rollback();
            tried.journal.rolledBack(List.of(known.id()));
            tried.relay().publish(List.of(known, unknown), Defect.NONE);
            tried.awaitRead(2);
            assertThat(tried.judgedBy()).isEqualTo(Map.of("NoPhantomEvents phantom", 2L));
        }
    }

    @Test
    void findsAnAcknowledgedWriteThatTheDatabaseDoesNotHave() throws Exception {
        try (Case tried = new Case(6)) {
            tried.journal.committed(List.of(UUID.randomUUID()));
            assertThat(tried.judgedBy()).isEqualTo(Map.of("PublishedExactlyOnce lost", 1L));
        }
    }

    @Test
    void acceptsACategoryThatMovesToAPartitionThatWasAdded() throws Exception {
        try (Case tried = new Case(1)) {
            List<Event> events = tried.commit(KEYS, VERSIONS);
            tried.relay().publish(events.subList(0, ALL / 2), Defect.NONE);
            tried.order.allowMoves(1);
            morePartitions(tried.topic());
            try (BrokenRelay second = tried.anotherRelay()) {
                second.publish(events.subList(ALL / 2, ALL), Defect.NONE);
                tried.awaitRead(ALL);
                assertThat(tried.judge()).isEmpty();
            }
        }
    }

    @Test
    void findsThatACategoryWasSwappedAcrossPartitions() throws Exception {
        try (Case tried = new Case(1)) {
            List<Event> events = tried.commit(KEYS, 4);
            List<Event> without =
                    events.stream().filter(event -> event.version() != 2).toList();
            tried.relay().publish(without, Defect.NONE);
            tried.order.allowMoves(1);
            morePartitions(tried.topic());
            try (BrokenRelay second = tried.anotherRelay()) {
                second.publish(
                        events.stream().filter(event -> event.version() == 2).toList(), Defect.NONE);
                tried.awaitRead(events.size());
                assertThat(tried.judgedBy()).isEqualTo(Map.of("PerAggregateOrder misordered", (long) KEYS));
            }
        }
    }

    @Test
    void allowsEventsToComeLateThatAreKnownToHaveBeenMissed() throws Exception {
        try (Case tried = new Case(6)) {
            List<Event> events = tried.commit(KEYS, 4);
            tried.order.defer();
            tried.relay().publish(events, Defect.BRINGS_SECOND_VERSIONS_LATE);
            tried.awaitRead(events.size());
            assertThat(tried.judge()).as("not known yet").isEmpty();
            tried.order.allowLate("row-filter", idsOf(events, 2));
            assertThat(tried.judge()).isEmpty();
            assertThat(tried.verdicts.allowed())
                    .isEqualTo(Map.of("row-filter", Map.of("PerAggregateOrder", (long) KEYS)));
        }
    }

    @Test
    void allowsNoOtherEventToComeLate() throws Exception {
        try (Case tried = new Case(6)) {
            List<Event> events = tried.commit(KEYS, 4);
            tried.order.defer();
            tried.relay().publish(events, Defect.BRINGS_SECOND_VERSIONS_LATE);
            tried.awaitRead(events.size());
            tried.order.allowLate("row-filter", idsOf(events, 3));
            assertThat(tried.judgedBy()).isEqualTo(Map.of("PerAggregateOrder misordered", (long) KEYS));
        }
    }

    @Test
    void allowsMissedEventsToComeLateAfterTheFault() throws Exception {
        try (Case tried = new Case(6)) {
            List<Event> events = tried.commit(KEYS, 4);
            tried.order.defer();
            tried.order.allowLate("row-filter", idsOf(events, 2));
            tried.relay().publish(events, Defect.BRINGS_SECOND_VERSIONS_LATE);
            tried.awaitRead(events.size());
            assertThat(tried.judge()).isEmpty();
        }
    }

    @Test
    void acceptsVersionsThatAreGivenOutAgainAfterTheTableWasSetBack() throws Exception {
        try (Case tried = new Case(6)) {
            List<Event> kept = tried.commit(KEYS, 2);
            String copy = tried.snapshot();
            List<Event> tail = tried.commit(KEYS, 3, 4);
            tried.journal.committed(tail.stream().map(Event::id).toList());
            tried.relay().publish(kept, Defect.NONE);
            tried.relay().publish(tail, Defect.NONE);
            tried.awaitRead(kept.size() + tail.size());
            assertThat(tried.judge()).isEmpty();
            tried.setBack(copy);
            assertThat(tried.log.events()).isEqualTo(kept.size());
            List<Event> again = tried.commit(KEYS, 3, 3);
            tried.relay().publish(again, Defect.NONE);
            tried.awaitRead(kept.size() + tail.size() + again.size());
            assertThat(tried.judge()).isEmpty();
        }
    }

    @Test
    void findsAnAcknowledgedRowThatTheTableLostWithoutBeingSetBack() throws Exception {
        try (Case tried = new Case(6)) {
            List<Event> kept = tried.commit(KEYS, 2);
            String copy = tried.snapshot();
            List<Event> tail = tried.commit(KEYS, 3, 3);
            tried.relay().publish(kept, Defect.NONE);
            tried.awaitRead(kept.size());
            // An acknowledged event that is neither in the copy nor among the rows that the copy lacks.
            tried.journal.committed(List.of(UUID.randomUUID()));
            tried.journal.committed(tail.stream().map(Event::id).toList());
            tried.setBack(copy);
            assertThat(tried.judgedBy()).isEqualTo(Map.of("PublishedExactlyOnce lost", 1L));
        }
    }

    private static List<UUID> idsOf(List<Event> events, long version) {
        return events.stream()
                .filter(event -> event.version() == version)
                .map(Event::id)
                .toList();
    }

    private static void morePartitions(String topic) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(6)))
                    .all()
                    .get();
        }
    }
}
