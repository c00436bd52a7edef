package com.everyoneslecture.relay.report;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Registers counters with the value 0 before they first count. */
final class Counters {

    private Counters() {}

    static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /** Registers one counter for each value of a tag. */
    static Map<String, Counter> tagged(
            MeterRegistry registry, String name, String description, String tag, List<String> values) {
        return values.stream()
                .collect(Collectors.toMap(
                        value -> value,
                        value -> Counter.builder(name)
                                .description(description)
                                .tag(tag, value)
                                .register(registry)));
    }
}
