package com.everyoneslecture.outbox.connect;

import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Forwards to a logger of the worker. That logger belongs to another version of SLF4J, so its methods are called by
 * reflection. Thread-safe.
 */
@SuppressWarnings("serial") // A logger is never serialized.
final class WorkerLogger extends LegacyAbstractLogger {

    private static final Map<String, WorkerLogger> BY_NAME = new ConcurrentHashMap<>();

    /** Joined from parts, because the build relocates every occurrence of SLF4J's package name. */
    private static final String WORKERS = String.join(".", "org", "slf4j");

    private final transient Class<?> type;
    private final transient Object logger;

    private WorkerLogger(String name) {
        try {
            this.name = name;
            this.type = Class.forName(WORKERS + ".Logger");
            this.logger = Class.forName(WORKERS + ".LoggerFactory")
                    .getMethod("getLogger", String.class)
                    .invoke(null, name);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the worker has no SLF4J", e);
        }
    }

    static Logger of(String name) {
        return BY_NAME.computeIfAbsent(name, WorkerLogger::new);
    }

    @Override
    public boolean isTraceEnabled() {
        return isEnabled("isTraceEnabled");
    }

    @Override
    public boolean isDebugEnabled() {
        return isEnabled("isDebugEnabled");
    }

    @Override
    public boolean isInfoEnabled() {
        return isEnabled("isInfoEnabled");
    }

    @Override
    public boolean isWarnEnabled() {
        return isEnabled("isWarnEnabled");
    }

    @Override
    public boolean isErrorEnabled() {
        return isEnabled("isErrorEnabled");
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        String text = MessageFormatter.basicArrayFormat(pattern, arguments);
        try {
            type.getMethod(level.toString().toLowerCase(Locale.ROOT), String.class, Throwable.class)
                    .invoke(logger, text, failure);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the worker's logger failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the worker has no SLF4J", e);
        }
    }

    private boolean isEnabled(String method) {
        try {
            return (boolean) type.getMethod(method).invoke(logger);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the worker has no SLF4J", e);
        }
    }
}
