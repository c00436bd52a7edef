package com.everyoneslecture.relay;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What a class writes into the log while this is open. */
final class LogOf implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private LogOf(Class<?> source) {
        logger = (Logger) LoggerFactory.getLogger(source);
        appender.start();
        logger.addAppender(appender);
    }

    static LogOf of(Class<?> source) {
        return new LogOf(source);
    }

    /** Each message with its key-values. */
    List<String> lines() {
        return new ArrayList<>(appender.list).stream().map(LogOf::line).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }

    private static String line(ILoggingEvent event) {
        String values = event.getKeyValuePairs() == null
                ? ""
                : event.getKeyValuePairs().stream().map(String::valueOf).collect(Collectors.joining(" "));
        return event.getFormattedMessage() + " " + values;
    }
}
