package com.everyoneslecture.operations;

/**
 * What others may have the relay do by HTTP.
 *
 * @param enabled whether there is anything under {@code /operations}; whoever reaches the port may then publish events of the
 *     outbox once more
 */
public record OperationsSettings(boolean enabled) {}
