package com.everyoneslecture.console.stream;

import com.everyoneslecture.console.flow.FlowSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A point of the plots. An unknown value leaves a gap. */
public record Sample(
        Instant at,
        @Nullable Double writesPerSecond,
        @Nullable Double publishedPerSecond,
        @Nullable Double appliedPerSecond,
        @Nullable Long slotLagBytes,
        @Nullable Long groupLag,
        @Nullable Double latencyMillis) {

    static Sample of(FlowSnapshot flow) {
        return new Sample(
                flow.at(),
                flow.writes().perSecond(),
                flow.relay().perSecond(),
                flow.readModel().appliedPerSecond(),
                flow.slot().lagBytes(),
                flow.group().lag(),
                flow.readModel().latencyMillis());
    }
}
