package com.everyoneslecture.benchmarks.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.benchmarks.contender.Contender;
import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.contender.Running;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.servers.Servers;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("long")
@Timeout(300)
class DrainIT {

    private static final int EVENTS = 1_000;

    private final Contender relay = Contenders.relays(new BenchmarkOptions()).get(0);

    @Test
    void measuresTheSlotAndNotTheTable() throws Exception {
        Load load = Load.of(EVENTS, 100, 150);
        try (Servers servers = Servers.start()) {
            Drain known = new Drain(servers, load, relay, "known_slot");
            Drain fresh = new Drain(servers, load, unprepared(), "fresh_slot");
            known.prepare();
            fresh.prepare();
            load.write(servers);

            assertThat(known.run().tally()).isEqualTo(new Tally(EVENTS, 0, 0, 0));
            assertThatThrownBy(fresh::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(relay.name() + " published " + EVENTS + " events from the table instead of the slot");
        }
    }

    /** Returns the relay, which has not run before the load is written. */
    private Contender unprepared() {
        return new Contender() {
            @Override
            public String name() {
                return relay.name();
            }

            @Override
            public Running start(Servers servers, String slot, String topic) throws IOException, InterruptedException {
                return relay.start(servers, slot, topic);
            }
        };
    }
}
