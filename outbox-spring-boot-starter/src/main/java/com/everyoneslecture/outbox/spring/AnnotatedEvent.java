package com.everyoneslecture.outbox.spring;

import com.everyoneslecture.outbox.append.NewEvent;
import com.everyoneslecture.outbox.append.Payload;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEvent;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * An {@link OutboxEvent} class, read once.
 *
 * @param id returns the aggregate id
 * @param version returns the aggregate version; null where the table has one
 * @param key returns the record's key; null where it is the aggregate id
 */
record AnnotatedEvent(
        String aggregate,
        Method id,
        @Nullable Method version,
        @Nullable Method key,
        String type) {

    /**
     * Reads the class.
     *
     * @return null if neither the class nor a superclass or interface has the annotation
     * @throws IllegalStateException if the annotation names a method that the class does not have, or the class extends
     *     ApplicationEvent
     */
    static @Nullable AnnotatedEvent of(Class<?> event) {
        OutboxEvent annotation = AnnotatedElementUtils.findMergedAnnotation(event, OutboxEvent.class);
        if (annotation == null) {
            return null;
        }
        if (ApplicationEvent.class.isAssignableFrom(event)) {
            throw new IllegalStateException("The @OutboxEvent " + event.getName()
                    + " extends ApplicationEvent, so its payload would contain the object that published it. Let it extend nothing of"
                    + " Spring: any object can be published.");
        }
        return new AnnotatedEvent(
                annotation.aggregate(),
                method(event, "id", annotation.id()),
                annotation.version().equals(OutboxEvent.VERSION_FROM_TABLE)
                        ? null
                        : method(event, "version", annotation.version()),
                annotation.key().isEmpty() ? null : method(event, "key", annotation.key()),
                annotation.type().isEmpty() ? event.getSimpleName() : annotation.type());
    }

    static boolean isAnnotated(Class<?> event) {
        return AnnotatedElementUtils.hasAnnotation(event, OutboxEvent.class);
    }

    NewEvent newEvent(Object event, Payload payload, @Nullable String contentType) {
        NewEvent.Builder builder = NewEvent.builder(aggregate, String.valueOf(value(id, event)))
                .type(type)
                .payload(payload)
                .contentType(contentType);
        if (key != null) {
            builder.recordKey(String.valueOf(value(key, event)));
        }
        return (version == null ? builder.versionFromTable() : builder.version(number(version, event))).build();
    }

    private static Method method(Class<?> event, String attribute, String name) {
        Method method = ReflectionUtils.findMethod(event, name);
        if (method != null) {
            ReflectionUtils.makeAccessible(method);
            return method;
        }
        throw new IllegalStateException("@OutboxEvent(" + attribute + " = \"" + name + "\") of " + event.getName()
                + " names no method: name a record's component or a method without parameters.");
    }

    private static long number(Method method, Object event) {
        if (value(method, event) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException(method + " returns no number, but is the version of an @OutboxEvent.");
    }

    private static Object value(Method method, Object event) {
        Object value;
        try {
            value = method.invoke(event);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot call " + method, e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method + " failed", e.getCause());
        }
        if (value == null) {
            throw new IllegalStateException(method + " returned null, but an @OutboxEvent needs its value.");
        }
        return value;
    }
}
