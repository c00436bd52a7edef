package com.everyoneslecture.outbox.connect;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Writes what the plugin logs into the worker's log.
 *
 * <p>Kafka Connect has every plugin use the worker's SLF4J, of version 1.7 in Kafka 4, and the relay is written for version 2. So the
 * plugin's jar has its own version 2 under another name, and this is its only provider. It is registered in that jar alone: elsewhere the
 * two would be the same, and a logger would call itself.
 */
public final class WorkerLogging implements SLF4JServiceProvider {

    private static final String API_VERSION = "2.0.99";

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();

    @Override
    public ILoggerFactory getLoggerFactory() {
        return WorkerLogger::of;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
        return API_VERSION;
    }

    @Override
    public void initialize() {
        // The worker's logging is there.
    }
}
