package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.inbox.MemoryDatabase.Fault;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.retry.Remedies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerSessionTest {

    private final TopicConsumer consumer = new TopicConsumer(2);
    private final MemoryClients clients = new MemoryClients(consumer);
    private final MemoryDatabase database = new MemoryDatabase();
    private final MemoryDeadLetters letters = new MemoryDeadLetters();
    private final StopSignal stop = new StopSignal();
    /** The first partitions, for which only members of the inbox commit. */
    private int partitionsOfMembers = 2;

    private boolean oneByOne;
    private boolean changes;
    private @Nullable LoopState state;
    private @Nullable LoopStatus status;
    private Map<Integer, Long> lags = Map.of();

    @AfterEach
    void committedOffsetsNeverPassStoredOnes() {
        for (int partition = 0; partition < partitionsOfMembers; partition++) {
            assertThat(consumer.committed(partition)).isLessThanOrEqualTo(database.next(partition));
        }
    }

    @Test
    void appliesRecordsInOrderAndCommitsBehindTheLast() {
        append(0, "a", "b", "c");

        run(this::assignFirst, this::nothing, this::nothing);

        assertThat(database.applied()).containsExactly("a", "b", "c");
        assertThat(database.next(0)).isEqualTo(3);
        assertThat(consumer.committed(0)).isEqualTo(3);
    }

    @Test
    void waitsOutAFailureOfTheDatabaseAndSkipsNothing() {
        append(0, "a", "b");
        database.fail(Fault.BEFORE_COMMIT, 3);

        run(this::assignFirst, this::nothing, this::nothing, this::nothing, this::nothing, this::nothing);

        assertThat(database.applied()).containsExactly("a", "b");
        assertThat(database.next(0)).isEqualTo(2);
    }

    @Test
    void waitsOutAnErrorOfTheHandlerAndSkipsNothing() {
        append(0, "a", "b");
        database.fail(Fault.ERROR_BEFORE_COMMIT, 2);

        run(this::assignFirst, this::nothing, this::nothing, this::nothing, this::nothing);

        assertThat(database.applied()).containsExactly("a", "b");
    }

    /** Records 2 and 3 of the stored offset's log are gone, and others are in their place. */
    @Test
    void goesOnWhereTheLogOfTheTopicWasCutOff() {
        append(0, "a", "b", "new c", "new d");
        database.applied().addAll(List.of("a", "b", "c", "d", "e", "f"));
        database.stored().put(0, new StoredOffset(clients.topicId(), 6, 1));

        run(
                this::assignFirst,
                () -> consumer.setPollException(new LogTruncationException(
                        Map.of(TopicConsumer.partition(0), 6L),
                        Map.of(TopicConsumer.partition(0), new OffsetAndMetadata(2, Optional.of(1), "")))),
                this::nothing,
                this::nothing);

        assertThat(database.applied()).containsExactly("a", "b", "c", "d", "e", "f", "new c", "new d");
        assertThat(database.handled()).containsExactly("new c", "new d");
        assertThat(database.next(0)).isEqualTo(4);
        assertThat(consumer.committed(0)).isEqualTo(4);
    }

    /** The divergent offset is of the new topic's log, so it says nothing. */
    @Test
    void readsATopicThatWasCreatedAgainFromItsBeginningThoughItsLogSeemsCutOff() {
        append(0, "x", "y", "z");
        database.stored().put(0, new StoredOffset(clients.topicId(), 6, 1));

        run(
                this::assignFirst,
                clients::recreateTopic,
                () -> consumer.setPollException(new LogTruncationException(
                        Map.of(TopicConsumer.partition(0), 6L),
                        Map.of(TopicConsumer.partition(0), new OffsetAndMetadata(3, Optional.of(1), "")))),
                this::nothing,
                this::nothing);

        assertThat(database.handled()).startsWith("x", "y", "z");
    }

    /** Without an epoch it is not known which records were replaced. */
    @Test
    void readsATopicFromItsBeginningThatEndsBeforeTheStoredOffsetForAnUnknownReason() {
        append(0, "a", "new b");
        database.stored().put(0, new StoredOffset(clients.topicId(), 6, null));

        run(
                this::assignFirst,
                () -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(TopicConsumer.partition(0), 6L))),
                this::nothing,
                this::nothing);

        assertThat(database.handled()).containsExactly("a", "new b");
    }

    @Test
    void appliesNothingTwiceWhereTheAnswerToACommitIsLost() {
        append(0, "a", "b");
        database.fail(Fault.AFTER_COMMIT, 1);

        run(this::assignFirst, this::nothing, () -> append(0, "c"), this::nothing, this::nothing, this::nothing);

        assertThat(database.applied()).containsExactly("a", "b", "c");
        assertThat(consumer.committed(0)).isEqualTo(3);
    }

    @Test
    void writesARejectedRecordToTheDeadLetterTopicAndAppliesTheOthers() {
        append(0, "a", "poison", "b");
        letters.beforeWrite(() -> assertThat(database.next(0)).isEqualTo(1));

        run(this::assignFirst, this::nothing, this::nothing);

        assertThat(database.applied()).containsExactly("a", "b");
        assertThat(letters.offsets()).containsExactly(1L);
        assertThat(database.next(0)).isEqualTo(3);
        assertThat(consumer.committed(0)).isEqualTo(3);
    }

    @Test
    void passesNoRecordThatIsNeitherAppliedNorADeadLetter() {
        append(0, "a", "poison", "b");
        letters.fail(Integer.MAX_VALUE);
        letters.beforeWrite(() -> {
            assertThat(database.next(0)).isEqualTo(1);
            assertThat(consumer.committed(0)).isLessThanOrEqualTo(1);
        });

        run(this::assignFirst, this::nothing, this::nothing, this::nothing);

        assertThat(letters.offsets()).isEmpty();
        assertThat(database.next(0)).isEqualTo(1);
        assertThat(consumer.committed(0)).isLessThanOrEqualTo(1);
    }

    @Test
    void appliesNothingOfABatchThatAnotherMemberHasApplied() {
        append(0, "a", "b");

        run(
                this::assignFirst,
                () -> {
                    database.applied().add("a");
                    database.stored().put(0, new StoredOffset(clients.topicId(), 1, null));
                },
                this::nothing,
                this::nothing,
                this::nothing);

        assertThat(database.applied()).containsExactly("a", "b");
    }

    @Test
    void commitsForTheNextOwnerWhenAPartitionIsTakenAway() {
        append(0, "a");

        run(this::assignFirst, () -> consumer.rebalancing(true), () -> {
            assertThat(consumer.committed(0)).as("put off").isEqualTo(0);
            consumer.rebalancing(false);
            consumer.rebalance(List.of());
            assertThat(consumer.committed(0)).isEqualTo(1);
        });

        assertThat(database.applied()).containsExactly("a");
    }

    @Test
    void dropsABatchWhosePartitionIsTakenAwayWhileItWaits() {
        append(0, "a");
        database.fail(Fault.BEFORE_COMMIT, 1);

        run(
                this::assignFirst,
                this::nothing,
                () -> consumer.rebalance(List.of(TopicConsumer.partition(1))),
                this::nothing);

        assertThat(database.applied()).isEmpty();
        assertThat(database.next(0)).isEqualTo(0);
        assertThat(consumer.assignment()).containsExactly(TopicConsumer.partition(1));
    }

    @Test
    void readsOnFromTheStoredOffsetAfterARestart() {
        append(0, "a", "b", "c");
        database.applied().add("a");
        database.stored().put(0, new StoredOffset(clients.topicId(), 1, null));

        run(this::assignFirst, this::nothing, this::nothing);

        assertThat(database.applied()).containsExactly("a", "b", "c");
    }

    /** A group that an earlier program used: its offsets are taken over, also those of partitions that another member has. */
    @Test
    void takesOverTheOffsetsOfTheWholeGroupWhereTheDatabaseHasNone() {
        consumer.updatePartitions(TopicConsumer.TOPIC, TopicConsumer.partitions(2));
        append(0, "a", "b");
        append(1, "c", "d");
        consumer.commitSync(
                Map.of(
                        TopicConsumer.partition(0), new OffsetAndMetadata(1),
                        TopicConsumer.partition(1), new OffsetAndMetadata(2)),
                Duration.ZERO);

        run(this::assignFirst, this::nothing, this::nothing);

        assertThat(database.applied()).containsExactly("b");
        assertThat(database.next(1)).isEqualTo(2);
    }

    /** Otherwise the records that a foreign consumer of the group has read from a new partition would be lost. */
    @Test
    void readsAPartitionWithoutAStoredOffsetFromItsBeginningWhateverTheGroupHasCommitted() {
        consumer.updatePartitions(TopicConsumer.TOPIC, TopicConsumer.partitions(2));
        append(0, "a");
        append(1, "b", "c");
        database.stored().put(0, new StoredOffset(clients.topicId(), 1, null));
        consumer.commitSync(Map.of(TopicConsumer.partition(1), new OffsetAndMetadata(2)), Duration.ZERO);

        run(this::assignBoth, this::nothing, this::nothing);

        assertThat(database.applied()).containsExactly("b", "c");
    }

    /** A new partition, of which the database has no offset, and which a foreign consumer of the group reads. */
    @Test
    void reportsAForeignConsumerOfAPartitionWithoutAStoredOffset() {
        partitionsOfMembers = 1;
        consumer.updatePartitions(TopicConsumer.TOPIC, TopicConsumer.partitions(2));
        database.stored().put(0, new StoredOffset(clients.topicId(), 0, null));
        consumer.commitSync(Map.of(TopicConsumer.partition(1), new OffsetAndMetadata(2)), Duration.ZERO);
        List<Runnable> tasks = new ArrayList<>(List.of(this::assignFirst));
        for (int poll = 0; poll < 30; poll++) {
            tasks.add(this::nothing);
        }

        run(tasks.toArray(Runnable[]::new));

        assertThat(state)
                .isInstanceOfSatisfying(
                        LoopState.Halted.class,
                        halted -> assertThat(halted.cause())
                                .contains("another consumer has committed offsets", "partitions [1]"));
    }

    @Test
    void reportsRecordsBehindATransactionThatStaysOpenUntilItEnds() {
        append(0, "a");
        List<Runnable> tasks = new ArrayList<>(List.of(this::assignFirst, () -> consumer.appendOpen(0, 3)));
        for (int poll = 0; poll < 50; poll++) {
            tasks.add(this::nothing);
        }
        tasks.add(() -> {
            assertThat(lags).containsExactly(Map.entry(0, 3L));
            assertThat(Objects.requireNonNull(status).state()).isEqualTo(new LoopState.Polling());
        });
        for (int poll = 0; poll < 20; poll++) {
            tasks.add(this::nothing);
        }
        tasks.add(() -> {
            assertThat(lags).containsExactly(Map.entry(0, 3L));
            assertThat(Objects.requireNonNull(status).state())
                    .isInstanceOfSatisfying(
                            LoopState.Halted.class,
                            halted -> assertThat(halted.cause()).contains("offset 1 of categoryChanged-0"));
            consumer.abort(0);
        });
        for (int poll = 0; poll < 10; poll++) {
            tasks.add(this::nothing);
        }

        run(tasks.toArray(Runnable[]::new));

        assertThat(lags).containsExactly(Map.entry(0, 0L));
        assertThat(state).isEqualTo(new LoopState.Polling());
    }

    @Test
    void readsNothingOfABatchThatWouldNotFitIntoMemory() {
        append(0, "a", "huge", "b");

        run(this::assignFirst, this::nothing);

        assertThat(database.applied()).isEmpty();
        assertThat(changes).as("has to read one by one").isTrue();
    }

    @Test
    void appliesAllBeforeARecordThatDoesNotFitAndHaltsThere() {
        readOneByOne();
        append(0, "a", "b", "huge", "c");

        run(this::assignFirst, this::nothing, this::nothing, this::nothing);

        assertThat(database.applied()).containsExactly("a", "b");
        assertThat(database.next(0)).isEqualTo(2);
        assertThat(consumer.committed(0)).isEqualTo(2);
        assertThat(state)
                .isInstanceOfSatisfying(
                        LoopState.Halted.class,
                        halted -> assertThat(halted.cause()).contains("offset 2 of categoryChanged-0"));
        assertThat(changes).isFalse();
    }

    @Test
    void goesOnBehindARecordThatIsSkippedAndThenInBatches() {
        readOneByOne();
        append(0, "a", "huge", "b");

        Runnable[] tasks = new Runnable[40];
        Arrays.fill(tasks, (Runnable) this::nothing);
        tasks[0] = this::assignFirst;
        tasks[4] = () -> database.stored().put(0, new StoredOffset(clients.topicId(), 2, null));
        run(tasks);

        assertThat(database.applied()).containsExactly("a", "b");
        assertThat(changes).as("can read in batches again").isTrue();
    }

    /** Faults of the database and the dead letter topic, and rebalances, in an order that the seed decides. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void appliesEveryRecordOnceOrWritesItAsADeadLetterOverManyFaults(long seed) {
        Random random = new Random(seed);
        IntStream.range(0, 60).forEach(number -> append(number % 2, number % 10 == 9 ? "poison" : "v" + number));
        consumer.atOnce(4);
        Runnable[] tasks = new Runnable[150];
        for (int index = 0; index < tasks.length; index++) {
            int kind = random.nextInt(8);
            tasks[index] = index == 0 || index > 100
                    ? this::assignBoth
                    : switch (kind) {
                        case 0 -> () -> database.fail(Fault.BEFORE_COMMIT, 1);
                        case 1 -> () -> database.fail(Fault.AFTER_COMMIT, 1);
                        case 2 -> () -> letters.fail(1);
                        case 3 -> this::assignFirst;
                        case 4 -> this::assignBoth;
                        default -> this::nothing;
                    };
        }

        run(tasks);

        List<String> expected = IntStream.range(0, 60)
                .filter(number -> number % 10 != 9)
                .mapToObj(number -> "v" + number)
                .toList();
        assertThat(database.applied()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
        for (int parity = 0; parity < 2; parity++) {
            int own = parity;
            assertThat(database.applied().stream().filter(value -> number(value) % 2 == own))
                    .as("order of partition %d", parity)
                    .isSortedAccordingTo((left, right) -> Integer.compare(number(left), number(right)));
        }
        assertThat(letters.offsets()).contains(4L, 9L, 14L, 19L, 24L, 29L);
        assertThat(database.next(0)).isEqualTo(30);
        assertThat(database.next(1)).isEqualTo(30);
    }

    private void readOneByOne() {
        oneByOne = true;
        consumer.atOnce(1);
    }

    private static int number(String value) {
        return Integer.parseInt(value.substring(1));
    }

    private void append(int partition, String... values) {
        List.of(values).forEach(value -> consumer.append(partition, value));
    }

    private void nothing() {}

    private void assignFirst() {
        consumer.rebalance(List.of(TopicConsumer.partition(0)));
    }

    private void assignBoth() {
        consumer.rebalance(List.of(TopicConsumer.partition(0), TopicConsumer.partition(1)));
    }

    /** Runs a session with one task in each poll, and a last poll that stops it. */
    private void run(Runnable... tasks) {
        for (Runnable task : tasks) {
            consumer.schedulePollTask(task);
        }
        consumer.schedulePollTask(stop::give);
        LoopListener listener = new LoopListener() {
            @Override
            public void onLag(Map<Integer, Long> lagByPartition) {
                lags = lagByPartition;
            }
        };
        BackoffSettings backoff =
                new BackoffSettings(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100));
        status = new LoopStatus(new FailurePolicy(new Remedies() {}), backoff, consumer.clock(), listener);
        LoopParts parts = new LoopParts(clients, database, letters, database, database, listener);
        try (Pace pace = new Pace(clients, 10, oneByOne);
                ConsumerSession session = new ConsumerSession(
                        TopicConsumer.TOPIC, consumer, pace, parts, status, stop, consumer.clock())) {
            session.run();
            state = status.state();
            changes = pace.changes();
            assertThat(session.joined()).isTrue();
            committedOffsetsNeverPassStoredOnes();
        }
    }
}
