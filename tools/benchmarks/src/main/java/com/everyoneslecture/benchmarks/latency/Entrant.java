package com.everyoneslecture.benchmarks.latency;

import com.everyoneslecture.benchmarks.contender.Contender;
import com.everyoneslecture.benchmarks.contender.Contenders;
import java.util.List;
import java.util.stream.Stream;

/**
 * A contender, either alone up to the record, or with the projector up to the row. The projector takes part only where it is needed, so
 * that it takes no processor time during the measurements of the others.
 *
 * @param contender the writer of the records
 * @param projected whether the projector applies them, and its rows are measured
 */
record Entrant(Contender contender, boolean projected) {

    /** Returns each contender alone, and the relay again with its projector, which would not read a peer's headers. */
    static List<Entrant> of(List<Contender> contenders) {
        return contenders.stream()
                .filter(contender -> !Contenders.isLimit(contender))
                .flatMap(contender -> Stream.of(new Entrant(contender, false), new Entrant(contender, true)))
                .filter(entrant -> !entrant.projected() || Contenders.isRelay(entrant.contender()))
                .toList();
    }

    String name() {
        return projected ? contender.name() + " and projector" : contender.name();
    }
}
