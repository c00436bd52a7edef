package com.everyoneslecture.lecture.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Load;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.outbox.inbox.LoopState;
import com.everyoneslecture.outbox.inbox.LoopState.Backoff;
import com.everyoneslecture.outbox.inbox.LoopState.Polling;
import com.everyoneslecture.outbox.inbox.LoopState.Stopped;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KafkaFaultIT {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final TestKafka KAFKA = TestKafka.start();
    private static final TestPostgres POSTGRES = TestPostgres.start();

    private final TestDatabase database = POSTGRES.create(Schema.LECTURE);
    private final ReadModel readModel = new ReadModel(database);
    private final Topic topic = Topic.create(KAFKA.bootstrapServers(), 3);
    private final Load load = new Load(topic, 50, 3);

    @AfterEach
    void close() throws InterruptedException {
        KAFKA.server().resume();
        KAFKA.server().start();
        POSTGRES.server().start();
        topic.close();
    }

    @AfterAll
    static void end() {
        KAFKA.close();
        POSTGRES.close();
    }

    @Test
    void goesOnAfterTheBrokerWasKilledAndSaysSoMeanwhile() throws InterruptedException {
        try (Member member = start()) {
            load.send(200);
            await().atMost(BOUND).until(() -> member.said.applied.get() == 200);
            // Otherwise, the state would show an interrupted commit as the cause.
            await().atMost(BOUND)
                    .until(() -> topic.committed(Member.group(topic.name())).equals(topic.ends()));
            KAFKA.server().kill();
            await().atMost(BOUND).until(() -> member.state() instanceof Backoff);
            assertThat(member.state())
                    .extracting(LoopState::toString)
                    .asString()
                    .contains("Kafka");
            KAFKA.server().start();
            load.send(200);
            await().atMost(BOUND).until(readModel::rows, load.truth()::equals);
            await().atMost(BOUND).until(() -> member.state() instanceof Polling);
        }
    }

    @Test
    void saysSoWhileTheBrokerIsFrozen() throws InterruptedException {
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.state() instanceof Polling);
            KAFKA.server().pause();
            await().atMost(BOUND).until(() -> member.state() instanceof Backoff);
            KAFKA.server().resume();
            await().atMost(BOUND).until(() -> member.state() instanceof Polling);
        }
    }

    @Test
    @Tag("long")
    @Timeout(90)
    void stopsWhileTheBrokerIsDown() throws InterruptedException {
        try (Member member = start()) {
            load.send(10);
            await().atMost(BOUND).until(() -> member.said.applied.get() == 10);
            KAFKA.server().kill();
            member.stop();
            assertThat(member.isAlive()).isFalse();
            assertThat(member.state()).isEqualTo(new Stopped());
        }
    }

    @Test
    @Timeout(90)
    void stopsBeforeItHasEverSeenABroker() throws InterruptedException {
        KAFKA.server().kill();
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.state() instanceof Backoff);
            member.stop();
            assertThat(member.isAlive()).isFalse();
        }
    }

    @Test
    @Tag("long")
    void startsWhileBothAreAwayAndWorksOnceKafkaAndThenTheDatabaseHaveCome() throws InterruptedException {
        load.send(100);
        KAFKA.server().kill();
        POSTGRES.server().kill();
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.state() instanceof Backoff);
            KAFKA.server().start();
            await().atMost(BOUND).until(() -> member.state().toString().contains("SQL"));
            POSTGRES.server().start();
            await().atMost(BOUND).until(readModel::rows, load.truth()::equals);
        }
    }

    @Test
    @Tag("long")
    void startsWhileBothAreAwayAndWorksOnceTheDatabaseAndThenKafkaHaveCome() throws InterruptedException {
        load.send(100);
        KAFKA.server().kill();
        POSTGRES.server().kill();
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.state() instanceof Backoff);
            POSTGRES.server().start();
            KAFKA.server().start();
            await().atMost(BOUND).until(readModel::rows, load.truth()::equals);
            assertThat(member.said.applied).hasValue(100);
        }
    }

    @Test
    void waitsForABrokerWhoseNameIsNotKnownYet() {
        Member.Builder lost = Member.of(topic, "no-such-broker.invalid:9092", database.as("lecture_projector"));
        try (Member member = lost.start()) {
            await().atMost(BOUND).until(() -> member.state() instanceof Backoff);
            assertThat(member.state())
                    .extracting(LoopState::toString)
                    .asString()
                    .contains("no address is known for no-such-broker.invalid:9092");
        }
    }

    private Member start() {
        return Member.of(topic, KAFKA.bootstrapServers(), database.as("lecture_projector"))
                .start();
    }
}
