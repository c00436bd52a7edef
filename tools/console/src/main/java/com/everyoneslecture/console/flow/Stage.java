package com.everyoneslecture.console.flow;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** The stages of the pipeline from left to right, each with the components of the demonstration that it needs. */
enum Stage {
    WRITES("category-app", "category-db"),
    OUTBOX("category-db"),
    SLOT("category-db", "outbox-relay", "connect-worker"),
    RELAY("outbox-relay", "connect-worker", "category-db", "kafka"),
    TOPIC("kafka"),
    GROUP("lecture-projector", "kafka", "lecture-db"),
    READ_MODEL("lecture-projector", "lecture-db", "kafka");

    private final Set<String> components;

    Stage(String... components) {
        this.components = Set.of(components);
    }

    /**
     * Returns the stages that cannot do their work without a component.
     *
     * @param component the name; a further one of a kind has a number behind it: {@code kafka-2}
     */
    static Set<Stage> needing(String component) {
        String kind = component.replaceFirst("-[0-9]+$", "");
        Set<Stage> needing = EnumSet.noneOf(Stage.class);
        Stream.of(values()).filter(stage -> stage.components.contains(kind)).forEach(needing::add);
        return needing;
    }
}
