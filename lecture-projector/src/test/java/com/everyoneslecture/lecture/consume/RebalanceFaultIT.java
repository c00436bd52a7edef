package com.everyoneslecture.lecture.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.CommittedOffsetNeverPassesApplied;
import com.everyoneslecture.lecture.fixture.Load;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RebalanceFaultIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final String kafka = TestKafka.shared().bootstrapServers();
    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
    private final ReadModel readModel = new ReadModel(database);
    private final Topic topic = Topic.create(kafka, 4);
    private final Load load = new Load(topic, 100, 4);
    private final CommittedOffsetNeverPassesApplied invariant = new CommittedOffsetNeverPassesApplied();

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void twoMembersShareThePartitions() {
        try (Member one = start();
                Member two = start()) {
            await().atMost(BOUND).until(() -> one.said.lag.size() == 2 && two.said.lag.size() == 2);
            Set<Integer> all = new TreeSet<>(one.said.lag.keySet());
            all.addAll(two.said.lag.keySet());
            assertThat(all).hasSize(4);
            load.send(500);
            await().atMost(BOUND).until(readModel::rows, load.truth()::equals);
            assertThat(one.said.applied.get()).isPositive();
            assertThat(two.said.applied.get()).isPositive();
        }
    }

    @Test
    void theReadModelIsTheTruthAfterARollingRestartUnderLoad() {
        AtomicBoolean loading = new AtomicBoolean(true);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            while (loading.get()) {
                load.send(50);
            }
        });
        Member one = start();
        Member two = start();
        try {
            for (int round = 0; round < 3; round++) {
                one = restarted(one, two);
                two = restarted(two, one);
            }
        } finally {
            loading.set(false);
            sending.join();
        }
        await().atMost(BOUND).until(readModel::rows, load.truth()::equals);
        await().atMost(BOUND)
                .until(() -> topic.committed(Member.group(topic.name())).equals(topic.ends()));
        one.close();
        two.close();
        assertThat(load.sent()).isGreaterThan(1_000);
    }

    @Test
    void takesOverFromAMemberThatHasGoneWithoutAWord() throws InterruptedException {
        try (Member two = start()) {
            load.send(200);
            await().atMost(BOUND).until(() -> two.said.lag.size() == 4);
            Process gone = MemberProcess.start(kafka, topic, database);
            await().atMost(BOUND).until(() -> two.said.lag.size() == 2);
            gone.destroyForcibly().waitFor();
            load.send(200);
            await().atMost(BOUND).until(readModel::rows, load.truth()::equals);
            await().atMost(BOUND).until(() -> two.said.lag.size() == 4);
        }
    }

    /** Restarts a member once both have partitions, because a rolling restart waits for readiness, too. */
    private Member restarted(Member old, Member other) {
        await().atMost(BOUND).until(() -> old.said.lag.size() == 2 && other.said.lag.size() == 2);
        int before = old.said.applied.get();
        await().atMost(BOUND).until(() -> old.said.applied.get() > before);
        old.close();
        return start();
    }

    private Member start() {
        return Member.of(topic, kafka, database.as("lecture_projector"))
                .batchSize(40)
                .invariant(invariant)
                .start();
    }
}
