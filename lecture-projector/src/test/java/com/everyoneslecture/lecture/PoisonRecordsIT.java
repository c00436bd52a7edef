package com.everyoneslecture.lecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Change;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.outbox.event.DeadLetterHeader;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoisonRecordsIT {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String kafka = TestKafka.shared().bootstrapServers();
    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
    private final ReadModel readModel = new ReadModel(database);
    private final Topic topic = Topic.create(kafka, 1);

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void goToTheDeadLetterTopicWhileThePartitionGoesOn() {
        List<Poison> poison = Poison.all();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(Change.of(100, 1).to(topic.name().value()));
        poison.forEach(each -> records.add(each.change().to(topic.name().value())));
        records.add(Change.of(100, 2).named("뒤").to(topic.name().value()));
        topic.sendAll(records);
        try (Member member = start()) {
            await().atMost(BOUND)
                    .until(() -> topic.committed(Member.group(topic.name())).equals(topic.ends()));
            assertThat(member.said.deadLetters).hasSize(poison.size());
        }
        assertThat(readModel.rows()).isEqualTo(Map.of(100L, "뒤 v2"));
        assertThat(topic.deadLetters(poison.size()).stream().map(letter -> header(letter, DeadLetterHeader.REASON)))
                .containsExactlyElementsOf(
                        poison.stream().map(each -> each.reason().label()).toList());
    }

    @Test
    void keepAllTheyHadAndSayWhereTheyComeFrom() {
        topic.send(Change.of(1, 1), Change.of(2, 1).named("한글").job("RENAME").header("traceparent", "00-ab-cd-01"));
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.said.deadLetters.size() == 1);
        }
        ConsumerRecord<byte[], byte[]> letter = topic.deadLetters(1).get(0);
        assertThat(letter.key()).isEqualTo("2".getBytes(UTF_8));
        assertThat(new String(letter.value(), UTF_8))
                .isEqualTo(Change.of(2, 1).named("한글").job("RENAME").json());
        assertThat(letter.timestamp()).isEqualTo(Change.OCCURRED_AT_MILLIS);
        assertThat(header(letter, "traceparent")).isEqualTo("00-ab-cd-01");
        assertThat(header(letter, "ce_aggregateversion")).isEqualTo("1");
        assertThat(header(letter, DeadLetterHeader.TOPIC))
                .isEqualTo(topic.name().value());
        assertThat(header(letter, DeadLetterHeader.PARTITION)).isEqualTo("0");
        assertThat(header(letter, DeadLetterHeader.OFFSET)).isEqualTo("1");
        assertThat(header(letter, DeadLetterHeader.GROUP)).isEqualTo(Member.group(topic.name()));
        assertThat(header(letter, DeadLetterHeader.DETAIL)).isEqualTo("jobType is not INSERT, UPDATE or DELETE");
    }

    @Test
    void areKeptUntilAPersonComes() throws Exception {
        topic.send(Change.of(1, 1).value("kaputt"));
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.said.deadLetters.size() == 1);
        }
        ConfigResource resource = new ConfigResource(
                ConfigResource.Type.TOPIC, topic.name().deadLetters().value());
        assertThat(topic.admin().describeConfigs(List.of(resource)).all().get().values())
                .allSatisfy(
                        config -> assertThat(config.get("retention.ms").value()).isEqualTo("-1"));
    }

    @Test
    void thatTheDatabaseAloneRefusesAreFoundAmongGoodOnes() {
        readModel.execute("alter table read_category add constraint no_bad_word check (category_name <> '금지')");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long id = 1; id <= 50; id++) {
            records.add(Change.of(id, 1).named("좋은").to(topic.name().value()));
            String second = id == 7 || id == 31 ? "금지" : "더 좋은";
            records.add(Change.of(id, 2).named(second).to(topic.name().value()));
        }
        topic.sendAll(records);
        try (Member member = start()) {
            await().atMost(BOUND)
                    .until(() -> topic.committed(Member.group(topic.name())).equals(topic.ends()));
            assertThat(member.said.deadLetters)
                    .hasSize(2)
                    .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo("refused-by-database"));
            assertThat(member.said.applied).hasValue(98);
        }
        assertThat(readModel.rows()).hasSize(50).containsEntry(7L, "좋은 v1").containsEntry(31L, "좋은 v1");
        assertThat(readModel.rows().values()).filteredOn("더 좋은 v2"::equals).hasSize(48);
        assertThat(header(topic.deadLetters(2).get(0), DeadLetterHeader.DETAIL))
                .contains("23514")
                .doesNotContain("금지");
    }

    @Test
    void areWaitedWithWhileTheDeadLetterTopicCannotBeWritten() {
        topic.send(Change.of(1, 1).value("kaputt"), Change.of(2, 1));
        var failing = new java.util.concurrent.atomic.AtomicInteger(3);
        try (Member member = Member.of(topic, kafka, database.as("lecture_projector"))
                .deadLetters(letters -> new FailingDeadLetters(letters, failing))
                .start()) {
            await().atMost(BOUND)
                    .until(() -> topic.committed(Member.group(topic.name())).equals(topic.ends()));
            assertThat(member.said.deadLetters).hasSize(1);
            assertThat(member.said.applied).hasValue(1);
            assertThat(failing).hasValue(0);
        }
        assertThat(topic.deadLetters(1)).hasSize(1);
    }

    private Member start() {
        return Member.of(topic, kafka, database.as("lecture_projector")).start();
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
