package com.everyoneslecture.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.everyoneslecture.lecture.fixture.Change;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {

    private final EventDecoder decoder = new EventDecoder("application/json");

    @Test
    void readsTheContractsExample() throws Exception {
        String id = "0197f2c0-0000-7000-8000-000000000001";
        CategoryEvent event = decode(Change.of(2, 5)
                .header("ce_id", id)
                .value("{\"eventType\":\"LectureCategoryChanged\",\"timestamp\":\"2022-08-08-12:12:37\","
                        + "\"jobType\":\"INSERT\",\"categoryId\":2,\"categoryName\":\"최종테스트\"}"));
        assertThat(event.categoryId()).isEqualTo(2);
        assertThat(event.categoryName()).isEqualTo("최종테스트");
        assertThat(event.deleted()).isFalse();
        assertThat(event.version()).isEqualTo(5);
        assertThat(event.eventId()).isEqualTo(UUID.fromString(id));
        assertThat(event.occurredAtMicros()).isEqualTo(1_659_928_357_123_456L);
    }

    @Test
    void knowsADeletion() throws Exception {
        assertThat(decode(Change.of(2, 5).deleted()).deleted()).isTrue();
    }

    @Test
    void toleratesFieldsThatItDoesNotKnow() throws Exception {
        String json = Change.of(2, 5).json().replace("{", "{\"more\":{\"categoryId\":[1,{\"a\":null}]},");
        assertThat(decode(Change.of(2, 5).value(json)).categoryId()).isEqualTo(2);
    }

    @Test
    void toleratesAnyTimestampBecauseTheEventsTimeIsInItsHeader() throws Exception {
        String json = Change.of(2, 5).json();
        for (String timestamp : List.of("\"2022-08-08T12:12:37\"", "null", "{}")) {
            assertThat(decode(Change.of(2, 5).value(json.replace("\"2022-08-08-12:12:37\"", timestamp))))
                    .isNotNull();
        }
    }

    @Test
    void toleratesTheFieldsInAnyOrderAndWhiteSpace() throws Exception {
        assertThat(decode(Change.of(2, 5)
                                .value(" { \"categoryName\" : \"a\" , \"categoryId\" : 2 , \"jobType\" : \"UPDATE\" ,"
                                        + " \"timestamp\" : \"2024-02-29-23:59:59\" ,"
                                        + " \"eventType\" : \"LectureCategoryChanged\" } \n"))
                        .categoryName())
                .isEqualTo("a");
    }

    @Test
    void takesTheRecordsTimeWhereTheHeaderIsMissing() throws Exception {
        assertThat(decode(Change.of(2, 5).header("ce_time", null)).occurredAtMicros())
                .isEqualTo(Change.OCCURRED_AT_MILLIS * 1_000);
    }

    @Test
    void toleratesACharsetAndAMissingContentType() throws Exception {
        assertThat(decode(Change.of(2, 5).header("content-type", "Application/JSON; charset=utf-8")))
                .isNotNull();
        assertThat(decode(Change.of(2, 5).header("content-type", null))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255})
    void takesNamesOfUpTo255CharactersHoweverManyBytesTheyHave(int length) throws Exception {
        String name = "📐".repeat(length);
        assertThat(decode(Change.of(2, 5).named(name)).categoryName()).isEqualTo(name);
    }

    @Test
    void leavesOtherTypesAloneHoweverTheyLook() throws Exception {
        assertThat(decoder.decode(record(Change.of(2, 5)
                        .header("ce_type", "LectureCategoryMerged")
                        .value("not even JSON")
                        .key(null))))
                .isNull();
    }

    static List<Poison> poison() {
        return Poison.all();
    }

    @ParameterizedTest
    @MethodSource("poison")
    void saysWhatIsWrong(Poison poison) {
        assertThatExceptionOfType(PoisonRecordException.class)
                .isThrownBy(() -> decoder.decode(record(poison.change())))
                .satisfies(refused ->
                        assertThat(refused.reason()).isEqualTo(poison.reason().label()))
                .satisfies(refused -> assertThat(refused.getMessage()).isNotBlank());
    }

    private CategoryEvent decode(Change change) throws PoisonRecordException {
        return Optional.ofNullable(decoder.decode(record(change))).orElseThrow();
    }

    private static ConsumerRecord<byte[], byte[]> record(Change change) {
        ProducerRecord<byte[], byte[]> sent = change.to("categoryChanged", 0);
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0L,
                sent.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }
}
