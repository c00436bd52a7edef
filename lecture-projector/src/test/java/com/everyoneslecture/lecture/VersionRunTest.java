package com.everyoneslecture.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRunTest {

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
        VersionRun run = new VersionRun(event(added[0]));
        Arrays.stream(added).skip(1).forEach(version -> run.add(event(version)));
        assertThat(run.start()).isEqualTo(start);
        assertThat(run.newest().version()).isEqualTo(newest);
        assertThat(run.events()).isEqualTo(added.length);
    }

    @Test
    void endsWithTheLaterOfTwoEventsThatHaveTheNewestVersion() {
        VersionRun run = new VersionRun(event(4));
        run.add(event(5));
        run.add(event(5, new UUID(1, 5)));
        run.add(event(4, new UUID(1, 4)));
        assertThat(run.newest().eventId()).isEqualTo(new UUID(1, 5));
        assertThat(run.reissues()).isEqualTo(1);
        assertThat(run.start()).isEqualTo(4);
        run.add(event(6));
        assertThat(run.reissues()).isZero();
    }

    private static CategoryEvent event(long version) {
        return event(version, new UUID(0, version));
    }

    private static CategoryEvent event(long version, UUID eventId) {
        return new CategoryEvent(1, "이름", false, version, eventId, 0);
    }
}
