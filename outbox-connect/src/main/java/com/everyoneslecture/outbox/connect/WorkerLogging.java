package com.everyoneslecture.outbox.connect;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Writes the plugin's log messages to the worker's log.
 *
 * <p>Kafka Connect makes every plugin use the worker's SLF4J, which is version 1.7 in Kafka 4; the relay needs
 * version 2. So the plugin's jar contains version 2 in a relocated package, and this class is its only provider. It
 * is registered only in that jar: without the relocation both versions would be the same classes, so a logger would
 * call itself.
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
        // Nothing to do: the worker has initialized its logging.
    }
}
