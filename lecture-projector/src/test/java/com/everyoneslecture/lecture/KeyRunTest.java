package com.everyoneslecture.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRunTest {

    @ParameterizedTest
    @CsvSource({
        "'1', 1, 1",
        "'1,2,3', 1, 3",
        "'3,3,3', 3, 3",
        "'1,2,4', 4, 4",
        "'1,2,4,5', 4, 5",
        "'4,3,2', 2, 4",
        "'5,1', 5, 5",
        "'4,5,3,3,1', 3, 5",
    })
    void endsWithTheNewestAndStartsBehindTheLastHole(String versions, long start, long newest) {
        long[] added = Arrays.stream(versions.split(",", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        KeyRun run = new KeyRun(event(added[0]));
        Arrays.stream(added).skip(1).forEach(version -> run.add(event(version)));
        assertThat(run.start()).isEqualTo(start);
        assertThat(run.newest().version()).isEqualTo(newest);
        assertThat(run.events()).isEqualTo(added.length);
    }

    private static CategoryEvent event(long version) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("categoryChanged", 0, version, new byte[0], new byte[0]);
        return new CategoryEvent(record, 1, "이름", false, version, new UUID(0, version), 0);
    }
}
