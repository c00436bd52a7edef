package com.everyoneslecture.outbox.inbox;

import static com.everyoneslecture.outbox.inbox.TopicConsumer.partition;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private final TopicConsumer consumer = new TopicConsumer(1);
    private final MemoryClients clients = new MemoryClients(consumer);
    private final MemoryDatabase database = new MemoryDatabase();
    private final Offsets offsets = new Offsets(consumer);
    private final Positions positions = new Positions();
    private final Assignment assignment = new Assignment(consumer, offsets, positions);
    private final TopicIdentity identity = new TopicIdentity(TopicConsumer.TOPIC, clients);
    private final Placement placement = new Placement(
            consumer,
            new LoopParts(clients, database, new MemoryDeadLetters(), database, database, new LoopListener() {}),
            offsets,
            positions,
            assignment,
            identity,
            new Pace(clients, 10, false));

    @BeforeEach
    void join() {
        for (int record = 0; record < 9; record++) {
            consumer.append(0, "v" + record);
        }
        consumer.subscribe(List.of(TopicConsumer.TOPIC), assignment);
        consumer.rebalance(List.of(partition(0)));
    }

    @Test
    void beginsAtTheStoredOffsetWhateverTheGroupHasCommitted() throws Exception {
        stored(4);
        committed(7);

        placement.place();

        assertThat(position()).isEqualTo(4);
        assertThat(database.next(0)).isEqualTo(4);
    }

    /** A stored decision is final: after a failure it would not be reported and counted. */
    @Test
    void storesNothingWhereWhatComesNextDoesNotFitIntoMemory() throws Exception {
        consumer.append(0, "huge");

        placement.place();

        assertThat(database.stored()).isEmpty();
        assertThat(assignment.unplaced()).containsExactly(partition(0));
    }

    @Test
    void takesOverTheGroupsOffsetWhereTheDatabaseHasNone() throws Exception {
        committed(7);

        placement.place();

        assertThat(position()).isEqualTo(7);
        assertThat(database.next(0)).isEqualTo(7);
    }

    @Test
    void beginsAtTheBeginningWhereNeitherHasAnOffset() throws Exception {
        placement.place();

        assertThat(position()).isZero();
        assertThat(database.next(0)).isZero();
    }

    @Test
    void rewindsTheGroupAndTheDatabaseForARebuild() throws Exception {
        stored(4);
        committed(4);
        database.due().add(0);

        placement.place();

        assertThat(position()).isZero();
        assertThat(database.next(0)).isZero();
        assertThat(consumer.committed(0)).isZero();
        assertThat(database.due()).isEmpty();
    }

    @Test
    void leavesARebuildDueWhereTheGroupIsBeingRebalanced() throws Exception {
        stored(4);
        database.due().add(0);
        consumer.rebalancing(true);

        placement.place();

        assertThat(database.due()).containsExactly(0);
        assertThat(database.next(0)).isEqualTo(4);
        assertThat(assignment.unplaced()).containsExactly(partition(0));
    }

    @Test
    void readsATopicThatWasCreatedAgainFromItsBeginning() throws Exception {
        stored(4);
        clients.recreateTopic();

        placement.place();

        assertThat(position()).isZero();
        assertThat(database.stored()).containsEntry(0, new StoredOffset(clients.topicId(), 0, null));
    }

    @Test
    void withdrawsThePlaceWhereTheDatabaseWasRestored() throws Exception {
        stored(4);
        placement.place();
        placement.recheck();
        assertThat(assignment.unplaced()).isEmpty();

        stored(2);
        placement.recheck();
        assertThat(assignment.unplaced()).containsExactly(partition(0));
        placement.place();
        assertThat(position()).isEqualTo(2);
    }

    @Test
    void withdrawsThePlaceWhereARebuildHasBecomeDue() throws Exception {
        stored(4);
        placement.place();
        database.due().add(0);

        placement.recheck();

        assertThat(assignment.unplaced()).containsExactly(partition(0));
    }

    @Test
    void withdrawsThePlaceWhereTheTopicWasCreatedAgain() throws Exception {
        stored(4);
        placement.place();
        clients.recreateTopic();
        placement.recheck();
        placement.recheck();

        assertThat(assignment.unplaced()).containsExactly(partition(0));
    }

    private void stored(long next) {
        database.stored().put(0, new StoredOffset(new UUID(0, 1), next, null));
    }

    private void committed(long next) {
        consumer.commitSync(Map.of(partition(0), new OffsetAndMetadata(next)), Duration.ofSeconds(1));
    }

    private long position() {
        assertThat(assignment.unplaced()).isEmpty();
        assertThat(consumer.paused()).isEmpty();
        return consumer.position(partition(0));
    }
}
