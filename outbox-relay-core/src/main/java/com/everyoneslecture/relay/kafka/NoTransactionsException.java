package com.everyoneslecture.relay.kafka;

import org.apache.kafka.common.KafkaException;

/** The brokers carry no transactions, and will not by waiting: an operator must act. */
public final class NoTransactionsException extends KafkaException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem what is wrong
     * @param remedy what the operator has to do
     */
    public NoTransactionsException(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** Returns what the operator has to do. */
    public String remedy() {
        return remedy;
    }
}
