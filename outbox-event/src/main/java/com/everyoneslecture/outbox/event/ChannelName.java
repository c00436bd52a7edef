package com.everyoneslecture.outbox.event;

/**
 * A channel's name, its configuration key: {@code out-<topic>} for published events, {@code in-<topic>} for consumed ones.
 */
public final class ChannelName {

    private ChannelName() {}

    /** The channel through which a service publishes to the topic. */
    public static String out(TopicName topic) {
        return "out-" + topic;
    }

    /** The channel through which a service reads the topic. */
    public static String in(TopicName topic) {
        return "in-" + topic;
    }
}
