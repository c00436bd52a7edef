package com.everyoneslecture.console.stream;

import com.everyoneslecture.console.flow.FlowSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A point of the plots. An unknown value leaves a gap.
 *
 * @param partitionLags the lag of each partition whose lag is known
 */
public record Sample(
        Instant at,
        @Nullable Double writesPerSecond,
        @Nullable Double publishedPerSecond,
        @Nullable Double appliedPerSecond,
        @Nullable Long slotLagBytes,
        @Nullable Long groupLag,
        @Nullable Double latencyMillis,
        @Nullable Double latencyP99Millis,
        Map<Integer, Long> partitionLags) {

    static Sample of(FlowSnapshot flow) {
        return new Sample(
                flow.at(),
                flow.writes().perSecond(),
                flow.relay().perSecond(),
                flow.readModel().appliedPerSecond(),
                flow.slot().lagBytes(),
                flow.group().lag(),
                flow.readModel().latencyMillis(),
                flow.readModel().latencyP99Millis(),
                lags(flow.group().partitions()));
    }

    private static Map<Integer, Long> lags(List<FlowSnapshot.GroupPartition> partitions) {
        Map<Integer, Long> lags = new TreeMap<>();
        partitions.forEach(one -> {
            if (one.lag() != null) {
                lags.put(one.partition(), one.lag());
            }
        });
        return lags;
    }
}
