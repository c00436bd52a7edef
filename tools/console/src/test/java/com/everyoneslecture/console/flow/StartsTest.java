package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.flow.Condition.Health;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartsTest {

    private static final Condition UNREACHABLE = Condition.bad(
            Words.of("kafka-unreachable", "Kafka: {0}", "does not answer"), Words.of("start", "start it"));

    private final Time time = new Time();
    private final Starts starts = new Starts(time);

    @Test
    void aStageThatWaitsForAStartIsStartingAndSaysForHowLong() {
        assertThat(starts.judge(Stage.TOPIC, UNREACHABLE)).isEqualTo(UNREACHABLE);

        starts.begun("kafka");
        time.passes(Duration.ofSeconds(12));

        Condition condition = starts.judge(Stage.TOPIC, UNREACHABLE);
        assertThat(condition.health()).isEqualTo(Health.STARTING);
        assertThat(condition.startingSeconds()).isEqualTo(12);
        assertThat(condition.cause()).isEqualTo("kafka was started 12 s ago");
        assertThat(condition.remedy()).isNull();
        assertThat(starts.secondsOf("kafka")).isEqualTo(12);
        assertThat(starts.judge(Stage.WRITES, UNREACHABLE)).as("needs no Kafka").isEqualTo(UNREACHABLE);
    }

    @Test
    void isBrokenAgainAfterItWasHealthyOnce() {
        starts.begun("kafka");
        assertThat(starts.judge(Stage.TOPIC, Condition.GOOD)).isEqualTo(Condition.GOOD);

        assertThat(starts.judge(Stage.TOPIC, UNREACHABLE)).isEqualTo(UNREACHABLE);
        assertThat(starts.judge(Stage.RELAY, UNREACHABLE).health())
                .as("has not been healthy since")
                .isEqualTo(Health.STARTING);
    }

    @Test
    void isBrokenIfTheStartFailsOrTakesTooLong() {
        starts.begun("kafka");
        starts.ended("kafka");
        assertThat(starts.judge(Stage.TOPIC, UNREACHABLE)).isEqualTo(UNREACHABLE);

        starts.begun("kafka");
        time.passes(Starts.LIMIT);
        assertThat(starts.judge(Stage.TOPIC, UNREACHABLE).health()).isEqualTo(Health.STARTING);
        time.passes(Duration.ofMillis(1));
        assertThat(starts.judge(Stage.TOPIC, UNREACHABLE)).isEqualTo(UNREACHABLE);
        assertThat(starts.secondsOf("kafka")).isNull();
    }

    @Test
    void othersHaveSomeTimeToFindAComponentThatServes() {
        starts.begun("kafka");
        starts.served("kafka");
        time.passes(Starts.CONNECTING);
        starts.served("kafka");

        assertThat(starts.secondsOf("kafka")).as("it serves").isNull();
        assertThat(starts.judge(Stage.RELAY, UNREACHABLE).health()).isEqualTo(Health.STARTING);
        time.passes(Duration.ofMillis(1));
        assertThat(starts.judge(Stage.RELAY, UNREACHABLE)).isEqualTo(UNREACHABLE);
    }

    @Test
    void aStartExplainsNothingThatWasBrokenAfterIt() {
        starts.begun("kafka");
        starts.ended("outbox-relay");

        assertThat(starts.judge(Stage.RELAY, UNREACHABLE)).isEqualTo(UNREACHABLE);
        assertThat(starts.judge(Stage.TOPIC, UNREACHABLE).health()).isEqualTo(Health.STARTING);
    }

    @Test
    void whatNoStartMendsIsSaidAtOnce() {
        starts.begun("outbox-relay");
        Condition halted =
                Condition.bad(Words.of("halted", "there is no publication"), Words.reported("run the migrations"));

        assertThat(starts.judge(Stage.RELAY, halted)).isEqualTo(halted);
    }

    @Test
    void aFurtherComponentOfAKindCountsToo() {
        starts.begun("outbox-relay-2");

        assertThat(starts.judge(Stage.RELAY, UNREACHABLE).health()).isEqualTo(Health.STARTING);
        assertThat(starts.judge(Stage.TOPIC, UNREACHABLE)).isEqualTo(UNREACHABLE);
    }

    @Test
    void aStartThatIsSeenAgainKeepsItsTime() {
        starts.seen("outbox-relay");
        time.passes(Duration.ofSeconds(3));
        starts.seen("outbox-relay");

        assertThat(starts.secondsOf("outbox-relay")).isEqualTo(3);
    }

    /** A clock that stands still until time passes. */
    private static final class Time extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void passes(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(@Nullable ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
