package com.everyoneslecture.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Change;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.outbox.inbox.LoopState;
import com.everyoneslecture.testservices.RandomRecords;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that no relay publishes, between events that a relay published. */
class RandomRecordsIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final long FIRST_VALID = 1_000;

    private final String kafka = TestKafka.shared().bootstrapServers();
    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
    private final ReadModel readModel = new ReadModel(database);
    private final Topic topic = Topic.create(kafka, 3);

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void areAppliedIgnoredOrDeadLetteredAndKeepNoEventBack() {
        sendAndAwait(RandomRecords.few());
    }

    @Test
    @Tag("long")
    void areAppliedIgnoredOrDeadLetteredHoweverManyTheyAre() {
        sendAndAwait(RandomRecords.many());
    }

    private void sendAndAwait(RandomRecords made) {
        List<ProducerRecord<byte[], byte[]>> random = made.to(topic.name().value());
        Map<Long, String> valid = new TreeMap<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : random) {
            records.add(record);
            long id = FIRST_VALID + valid.size();
            records.add(Change.of(id, 1).named("유효").to(topic.name().value()));
            valid.put(id, "유효 v1");
        }
        topic.sendAll(records);

        try (Member member =
                Member.of(topic, kafka, database.as("lecture_projector")).start()) {
            await().atMost(BOUND)
                    .until(() -> topic.committed(Member.group(topic.name())).equals(topic.ends()));

            assertThat(member.state()).isInstanceOf(LoopState.Polling.class);
            assertThat(member.said.applied.get()
                            + member.said.alreadyApplied.get()
                            + member.said.ignored.get()
                            + member.said.deadLetters.size())
                    .isEqualTo(records.size());
            assertThat(member.said.deadLetters).isNotEmpty();
            assertThat(topic.deadLetters(member.said.deadLetters.size())).hasSameSizeAs(member.said.deadLetters);
        }
        assertThat(readModel.rows()).containsAllEntriesOf(valid);
    }
}
