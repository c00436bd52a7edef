package com.everyoneslecture.relay;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The log lines of a class while this is open. */
final class LogOf implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private final @Nullable Level level;

    private LogOf(Logger logger) {
        this.logger = logger;
        this.level = logger.getLevel();
        appender.start();
        logger.addAppender(appender);
    }

    static LogOf of(Class<?> source) {
        return new LogOf((Logger) LoggerFactory.getLogger(source));
    }

    /** Collects all log lines of a package, and hides them from the console. */
    static LogOf all(String packageName) {
        LogOf log = new LogOf((Logger) LoggerFactory.getLogger(packageName));
        log.logger.setAdditive(false);
        log.logger.setLevel(Level.TRACE);
        return log;
    }

    /** Each level and message, with its key-values. */
    List<String> lines() {
        return new ArrayList<>(appender.list).stream().map(LogOf::line).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(level);
        logger.setAdditive(true);
    }

    private static String line(ILoggingEvent event) {
        String values = event.getKeyValuePairs() == null
                ? ""
                : event.getKeyValuePairs().stream().map(String::valueOf).collect(Collectors.joining(" "));
        return event.getLevel() + " " + event.getFormattedMessage() + " " + values;
    }
}
