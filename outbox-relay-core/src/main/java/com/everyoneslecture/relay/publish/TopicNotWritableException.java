package com.everyoneslecture.relay.publish;

import org.apache.kafka.common.KafkaException;

/** The relay may not write to the topic of replayed events. They are not published. */
public final class TopicNotWritableException extends KafkaException {

    private static final long serialVersionUID = 1L;

    TopicNotWritableException(String topic, KafkaException cause) {
        super(
                "the relay may not write to the topic " + topic
                        + ": grant it the right that `doctor` names, and replay the unpublished events again ("
                        + cause.getMessage() + ")",
                cause);
    }
}
