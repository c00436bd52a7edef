package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.EventHandler;
import com.everyoneslecture.outbox.inbox.InboxBuilder;
import com.everyoneslecture.outbox.inbox.ReceivedEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the methods that are annotated with {@link InboxHandler}, by the types of the beans. A bean is made with the first event of its
 * handler, or before by the container.
 */
final class AnnotatedHandlers {

    private final ConfigurableListableBeanFactory beans;
    private final ObjectProvider<PayloadReader> reader;
    private final UnaryOperator<EventHandler> decoration;

    /** @param decoration is applied to each handler */
    AnnotatedHandlers(
            ConfigurableListableBeanFactory beans,
            ObjectProvider<PayloadReader> reader,
            UnaryOperator<EventHandler> decoration) {
        this.beans = beans;
        this.reader = reader;
        this.decoration = decoration;
    }

    /** @throws IllegalStateException if a method has other parameters than a handler may have */
    void addTo(InboxBuilder builder) {
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
            // The object behind a scoped proxy has a name of its own, but the proxy is the bean to call.
            if (type != null
                    && !ScopedProxyUtils.isScopedTarget(name)
                    && !type.getName().startsWith("org.springframework.")) {
                MetadataLookup<InboxHandler> annotation =
                        method -> AnnotatedElementUtils.findMergedAnnotation(method, InboxHandler.class);
                Map<Method, InboxHandler> methods = MethodIntrospector.selectMethods(type, annotation);
                methods.forEach((method, found) -> add(builder, found.type(), decoration.apply(handler(name, method))));
            }
        }
    }

    private static void add(InboxBuilder builder, String type, EventHandler handler) {
        if (type.equals(InboxHandler.OTHERWISE)) {
            builder.otherwise(handler);
        } else {
            builder.on(type, handler);
        }
    }

    private EventHandler handler(String bean, Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean takesPayload = parameters.length == 2;
        if (parameters.length < 1
                || parameters.length > 2
                || parameters[parameters.length - 1] != ReceivedEvent.class) {
            throw new IllegalStateException("@InboxHandler " + method
                    + " must have the parameters (ReceivedEvent) or (payload, ReceivedEvent)");
        }
        return (event, connection) -> {
            Object target = beans.getBean(bean);
            Method invocable = AopUtils.selectInvocableMethod(method, target.getClass());
            ReflectionUtils.makeAccessible(invocable);
            if (takesPayload) {
                invoke(invocable, target, payload(event, method), event);
            } else {
                invoke(invocable, target, event);
            }
        };
    }

    private @Nullable Object payload(ReceivedEvent event, Method method) throws Exception {
        byte[] value = event.value();
        PayloadReader only = reader.getIfUnique();
        if (only == null) {
            throw new IllegalStateException(
                    "The payload of an event cannot be read. The application has no JSON mapper of"
                            + " Jackson, or several: define a bean of the type PayloadReader.");
        }
        return value == null ? null : only.read(value, method.getGenericParameterTypes()[0]);
    }

    private static void invoke(Method method, Object target, @Nullable Object... arguments) throws Exception {
        try {
            method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            ReflectionUtils.rethrowException(e.getTargetException());
        }
    }
}
