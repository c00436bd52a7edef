package com.everyoneslecture.outbox.event;

/**
 * A consumer group's name: {@code CGR-<consuming service>-<topic>}, such as {@code CGR-lecture-categoryChanged}.
 *
 * @param value the name, never empty
 */
public record ConsumerGroupName(String value) {

    /** @throws IllegalArgumentException if the name does not follow the rule */
    public ConsumerGroupName {
        if (!value.matches("CGR-[a-z][a-zA-Z0-9]*-[a-zA-Z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not a consumer group's name: CGR-<consuming service>-<topic>");
        }
    }

    /** The group of one service on one topic. */
    public static ConsumerGroupName of(String consumingService, TopicName topic) {
        return new ConsumerGroupName("CGR-" + consumingService + "-" + topic);
    }

    @Override
    public String toString() {
        return value;
    }
}
