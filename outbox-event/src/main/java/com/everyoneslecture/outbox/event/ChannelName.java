package com.everyoneslecture.outbox.event;

/** A channel's name, the key that it is configured under: {@code out-<topic>} where events leave, {@code in-<topic>}. */
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
