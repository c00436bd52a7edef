package com.everyoneslecture.lecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Change;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.lecture.fixture.SmallHeap;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.inbox.LoopState.Polling;
import com.everyoneslecture.outbox.inbox.NothingToSkipException;
import com.everyoneslecture.outbox.inbox.Skips.Skipped;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that were compressed a hundredfold and more: a consumer would allocate their memory before any check. */
class OversizedRecordsIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int MIB = 1024 * 1024;

    private final String kafka = TestKafka.shared().bootstrapServers();
    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
    private final ReadModel readModel = new ReadModel(database);
    private final Topic topic = Topic.create(kafka, 1);

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void haltThePartitionByNameUntilTheyAreSkippedAndNothingElseIs() throws Exception {
        topic.send(Change.of(1, 1), Change.of(2, 1));
        compressed(List.of(new ProducerRecord<>(topic.name().value(), "3".getBytes(UTF_8), new byte[40 * MIB])));
        topic.send(Change.of(1, 2), Change.of(2, 2));

        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.state() instanceof Halted);
            assertThat(((Halted) member.state()))
                    .satisfies(halted -> assertThat(halted.cause())
                            .contains(
                                    "the record at offset 2 of " + topic.name().value() + "-0", "40 MiB"))
                    .satisfies(halted -> assertThat(halted.remedy())
                            .contains("{\"partition\": 0, \"offset\": 2}", "./outbox skip --partition 0 --offset 2"));
            assertThat(readModel.rows()).isEqualTo(Map.of(1L, name(1), 2L, name(1)));
            assertThat(topic.committed(Member.group(topic.name()))).isEqualTo(Map.of(0, 2L));

            assertThatThrownBy(() -> member.skip(3))
                    .isInstanceOf(NothingToSkipException.class)
                    .hasMessageContaining("is at offset 2")
                    .hasMessageContaining("the record that does not fit into memory is at offset 2");
            assertThat(member.skip(2)).isEqualTo(new Skipped(0, 2, 2));

            await().atMost(BOUND).until(readModel::rows, Map.of(1L, name(2), 2L, name(2))::equals);
            await().atMost(BOUND).until(() -> member.state() instanceof Polling);
            assertThatThrownBy(() -> member.skip(2))
                    .isInstanceOf(NothingToSkipException.class)
                    .hasMessageContaining("the next record can be read");
        }
    }

    /** Each record fits, but the records of one poll together do not. No operator is needed. */
    @Test
    void areReadOneByOneWhereTheyDoNotFitTogether() throws Exception {
        List<ProducerRecord<byte[], byte[]>> large = IntStream.rangeClosed(1, 8)
                .mapToObj(version -> Change.of(1, version)
                        .header("padding", "x".repeat(2 * MIB))
                        .to(topic.name().value()))
                .toList();
        compressed(large);
        topic.send(Change.of(2, 1));

        try (Member member = start()) {
            await().atMost(BOUND).until(readModel::rows, Map.of(1L, name(8), 2L, name(1))::equals);
            assertThat(member.said.states).noneMatch(state -> state instanceof Halted);
        }
    }

    private static String name(int version) {
        return "최종테스트 v" + version;
    }

    private Member start() {
        return Member.of(topic, kafka, database.as("lecture_projector"))
                .clients(clients -> new SmallHeap(clients, kafka, 8 * MIB))
                .start();
    }

    private void compressed(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "compression.type",
                        "gzip",
                        "max.request.size",
                        64 * MIB,
                        "buffer.memory",
                        128L * MIB),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }
}
