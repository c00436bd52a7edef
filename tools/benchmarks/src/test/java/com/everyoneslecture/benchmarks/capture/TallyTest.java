package com.everyoneslecture.benchmarks.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally.Counter counter = new Tally.Counter(20_003);

    @Test
    void findsTheNumberOfAnEventWhateverItIsWrappedIn() {
        assertThat(Tally.number("{\"categoryName\":\"benchmark 42 0a\"}".getBytes(UTF_8)))
                .isEqualTo(42);
        assertThat(Tally.number("{\"payload\":\"{\\\"categoryName\\\":\\\"benchmark 7\\\"}\"}".getBytes(UTF_8)))
                .isEqualTo(7);
        assertThat(Tally.number("b benchmark".getBytes(UTF_8))).isEqualTo(-1);
    }

    @Test
    void countsWhatIsThereTwiceAndWhatIsNotThere() {
        counter.count(3);
        counter.count(4);
        counter.count(3);

        assertThat(counter.tally()).isEqualTo(new Tally(2, 1, 20_001, 0));
    }

    @Test
    void countsWhatComesBehindALaterOneOfItsAggregate() {
        counter.count(10_001);
        counter.count(1);
        counter.count(2);

        assertThat(counter.tally().misordered()).isEqualTo(1);
    }

    @Test
    void isNoMisorderIfAnEarlierOneComesAgain() {
        counter.count(1);
        counter.count(10_001);
        counter.count(1);

        assertThat(counter.tally()).isEqualTo(new Tally(2, 1, 20_001, 0));
    }

    @Test
    void refusesARecordThatStandsForNoEvent() {
        assertThatThrownBy(() -> counter.count(20_003)).hasMessageContaining("without an event of the load");
    }
}
