package com.everyoneslecture.relay.kafka;

import org.apache.kafka.common.KafkaException;

/** The brokers do not support transactions. Waiting does not help: an operator must act. */
public final class NoTransactionsException extends KafkaException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem the problem in words
     * @param remedy the action that an operator must take
     */
    public NoTransactionsException(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** Returns the action that an operator must take. */
    public String remedy() {
        return remedy;
    }
}
