package com.everyoneslecture.relay.kafka;

import org.apache.kafka.common.KafkaException;

/** The relay has created as many topics as its configuration allows it for aggregate types without a route. */
public final class TooManyTopicsException extends KafkaException {

    private static final long serialVersionUID = 1L;

    public TooManyTopicsException(String topic, int maximum) {
        super("there is no topic '" + topic + "', and the relay does not create it: it creates " + maximum
                + " topics at most for aggregate types without a route. Configure a route to it, create the topic, or raise"
                + " relay.topics.maximum-unconfigured and restart the relay; then replay the event");
    }

    /** The stack trace is of no use, and there may be an exception for each of very many topics. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
