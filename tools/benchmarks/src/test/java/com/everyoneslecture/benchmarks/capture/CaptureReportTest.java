package com.everyoneslecture.benchmarks.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.benchmarks.contender.Contender;
import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.contender.Running;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.servers.Servers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptureReportTest {

    private static final Load LOAD = Load.of(1_000, 1, 150);
    private static final Tally COMPLETE = new Tally(1_000, 0, 0, 0);
    private static final Contender RELAY =
            Contenders.relays(new BenchmarkOptions()).get(0);
    private static final Contender PEER = new Peer();

    @Test
    void missesNothingIfTheRelayPublishesEachEventOnceInOrder() {
        assertThat(missed(COMPLETE, COMPLETE)).isEmpty();
    }

    @Test
    void missesWhatTheRelayDoublesLosesOrMisorders() {
        assertThat(missed(new Tally(1_000, 1, 0, 0), COMPLETE))
                .containsExactly("relay, 1 event per transaction, 150 B: 1 doubled, 0 lost, 0 misordered");
        assertThat(missed(new Tally(998, 0, 2, 0), COMPLETE))
                .containsExactly("relay, 1 event per transaction, 150 B: 0 doubled, 2 lost, 0 misordered");
        assertThat(missed(new Tally(1_000, 0, 0, 3), COMPLETE))
                .containsExactly("relay, 1 event per transaction, 150 B: 0 doubled, 0 lost, 3 misordered");
        assertThat(missed(COMPLETE, new Tally(999, 4, 1, 2)))
                .containsExactly("relay, after kill -9: 4 doubled, 1 lost, 2 misordered");
    }

    @Test
    void missesTheFiguresOfARelayThatFailed() {
        assertThat(missed(List.of(), List.of(), List.of(failure(RELAY), failure(PEER))))
                .containsExactly("relay, 1 event per transaction, 150 B: left out, because it failed");
    }

    @Test
    void aPeerPromisesNothing() {
        Tally wrong = new Tally(990, 5, 10, 7);

        assertThat(missed(List.of(figures(PEER, wrong)), List.of(killed(PEER, wrong)), List.of()))
                .isEmpty();
    }

    private static List<String> missed(Tally drained, Tally killed) {
        return missed(List.of(figures(RELAY, drained)), List.of(killed(RELAY, killed)), List.of());
    }

    private static List<String> missed(List<ContenderFigures> figures, List<Killed> killed, List<Failure> failures) {
        return new CaptureReport(
                        new CaptureFigures(1, List.of(new LoadFigures(LOAD, figures)), killed, failures),
                        List.of(RELAY, PEER))
                .findings()
                .missed();
    }

    private static ContenderFigures figures(Contender contender, Tally tally) {
        Drained drained = new Drained(1, 1_000, 0.15, 1, 1, 1 << 20, tally);
        return ContenderFigures.of(contender.name(), Map.of(contender.name(), List.of(drained)));
    }

    private static Killed killed(Contender contender, Tally tally) {
        return new Killed(contender.name(), LOAD.events(), 300, tally);
    }

    private static Failure failure(Contender contender) {
        return new Failure(contender.name(), LOAD.text(), "it ended");
    }

    private record Peer() implements Contender {

        @Override
        public String name() {
            return "peer";
        }

        @Override
        public Running start(Servers servers, String slot, String topic) {
            throw new UnsupportedOperationException();
        }
    }
}
