package com.everyoneslecture.outbox.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    private static final TopicPartition FIRST = new TopicPartition("orderChanged", 0);
    private static final TopicPartition SECOND = new TopicPartition("orderChanged", 1);

    private final AppendedEvent one = event(1);
    private final AppendedEvent two = event(2);

    @Test
    void findsNoneWhereEachEventHasItsRecord() {
        Differences differences = Differences.between(
                List.of(one, two), List.of(), List.of(record(one, FIRST, 0), record(two, FIRST, 1)));

        assertThat(differences.isEmpty()).isTrue();
        assertThat(differences.text()).isEmpty();
    }

    @Test
    void namesAnEventWithoutARecord() {
        Differences differences = Differences.between(List.of(one, two), List.of(), List.of(record(two, FIRST, 0)));

        assertThat(differences.missing()).containsExactly("order 4711 version 1 OrderChanged (" + one.id() + ")");
        assertThat(differences.isEmpty()).isFalse();
    }

    @Test
    void namesEveryPlaceOfADoubledEvent() {
        Differences differences =
                Differences.between(List.of(one), List.of(), List.of(record(one, FIRST, 0), record(one, SECOND, 5)));

        assertThat(differences.doubled())
                .singleElement()
                .asString()
                .endsWith("at orderChanged-0@0 and at orderChanged-1@5");
        assertThat(differences.misordered()).isEmpty();
    }

    @Test
    void namesARecordWithoutAnEvent() {
        UUID unknown = UUID.randomUUID();
        Differences differences = Differences.between(
                List.of(),
                List.of(),
                List.of(
                        new PublishedRecord(unknown, false, FIRST, 3),
                        new PublishedRecord(null, false, FIRST, 4),
                        new PublishedRecord(unknown, true, FIRST, 5)));

        assertThat(differences.foreign())
                .containsExactly(
                        "orderChanged-0@3 of the event " + unknown,
                        "orderChanged-0@4 without an event id",
                        "orderChanged-0@5 of the event " + unknown);
    }

    @Test
    void takesAnEventThatWasCommittedMeanwhileForKnown() {
        Differences differences = Differences.between(
                List.of(one), List.of(one, two), List.of(record(one, FIRST, 0), record(two, FIRST, 1)));

        assertThat(differences.isEmpty()).isTrue();
        assertThat(Differences.between(List.of(one), List.of(one, two), List.of(record(one, FIRST, 0)))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void namesAVersionThatFollowsALaterOne() {
        Differences differences = Differences.between(
                List.of(one, two), List.of(), List.of(record(two, FIRST, 0), record(one, FIRST, 1)));

        assertThat(differences.misordered())
                .containsExactly("order 4711 version 1 OrderChanged (" + one.id()
                        + ") at orderChanged-0@1 after order 4711 version 2 OrderChanged (" + two.id()
                        + ") at orderChanged-0@0");
    }

    @Test
    void ordersEventsOfOneVersionByTheirAppend() {
        AppendedEvent first = event("4711", 1, null, 1);
        AppendedEvent second = event("4711", 1, null, 2);

        assertThat(misordered(first, second)).isEmpty();
        assertThat(misordered(second, first)).hasSize(1);
    }

    @Test
    void ordersEventsOfAnAggregateWhoseIdIsTheKeyOfAnotherByTheirAppend() {
        AppendedEvent order = event("4711", 7, null, 1);
        AppendedEvent line = event("4712", 3, "4711", 2);

        assertThat(misordered(order, line)).isEmpty();
        assertThat(misordered(line, order)).hasSize(1);
    }

    @Test
    void ordersEventsOfAKeyThatOneAggregateHasAloneByTheirVersions() {
        AppendedEvent first = event("4711", 1, "customer", 2);
        AppendedEvent second = event("4711", 2, "customer", 1);

        assertThat(misordered(first, second)).isEmpty();
        assertThat(misordered(second, first)).hasSize(1);
    }

    @Test
    void ordersEventsWithAKeyOfTheirOwnByTheirAppendAlone() {
        AppendedEvent first = event("4711", 7, "customer", 1);
        AppendedEvent second = event("4712", 3, "customer", 2);

        assertThat(misordered(first, second)).isEmpty();
        assertThat(misordered(second, first)).hasSize(1);
    }

    private static List<String> misordered(AppendedEvent first, AppendedEvent second) {
        return Differences.between(
                        List.of(first, second), List.of(), List.of(record(first, FIRST, 0), record(second, FIRST, 1)))
                .misordered();
    }

    @Test
    void knowsNoOrderBetweenPartitionsNorBetweenAggregates() {
        AppendedEvent other = event("4712", 1, null, 1);
        Differences differences = Differences.between(
                List.of(one, two, other),
                List.of(),
                List.of(record(two, FIRST, 0), record(one, SECOND, 0), record(other, FIRST, 1)));

        assertThat(differences.isEmpty()).isTrue();
    }

    @Test
    void takesAReplayForTheSameEventOnceMore() {
        Differences differences = Differences.between(
                List.of(one, two),
                List.of(),
                List.of(
                        record(two, FIRST, 0),
                        new PublishedRecord(one.id(), true, FIRST, 1),
                        new PublishedRecord(two.id(), true, FIRST, 2)));

        assertThat(differences.isEmpty()).isTrue();
    }

    @Test
    void listsTheFirstOfMany() {
        List<AppendedEvent> many = new ArrayList<>();
        for (int version = 1; version <= 21; version++) {
            many.add(event(version));
        }

        String text = Differences.between(many, List.of(), List.of()).text();

        assertThat(text).contains("missing, 21:", "version 20 ", "…").doesNotContain("version 21 ");
    }

    private static AppendedEvent event(long version) {
        return event("4711", version, null, version);
    }

    private static AppendedEvent event(String aggregateId, long version, @Nullable String recordKey, long append) {
        return new AppendedEvent(
                UUID.randomUUID(),
                "order",
                aggregateId,
                version,
                "OrderChanged",
                "{}",
                null,
                Instant.EPOCH,
                null,
                recordKey,
                null,
                null,
                append);
    }

    private static PublishedRecord record(AppendedEvent event, TopicPartition partition, long offset) {
        return new PublishedRecord(event.id(), false, partition, offset);
    }
}
