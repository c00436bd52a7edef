package com.everyoneslecture.benchmarks.latency;

import com.everyoneslecture.benchmarks.contender.Contender;
import com.everyoneslecture.benchmarks.contender.Contenders;
import java.util.List;
import java.util.stream.Stream;

/**
 * A contender, alone up to the record, or with the projector behind it up to the row. The projector takes part in what only
 * it can show, and shares no processor with the others' figures.
 *
 * @param contender who writes the records
 * @param projected whether the projector applies them, and its rows are looked for
 */
record Entrant(Contender contender, boolean projected) {

    /** Each of them alone, and the relay once more with its projector: it would not read a peer's headers. */
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
