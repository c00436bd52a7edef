package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.EventHandler;
import com.everyoneslecture.outbox.inbox.InboxBuilder;
import com.everyoneslecture.outbox.inbox.ReceivedEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the methods that are annotated with {@link InboxHandler}, by the types of the beans. A bean is made with the first event of its
 * handler, or before by the container.
 *
 * <p>The type of a bean that is not made yet is the return type of its {@code @Bean} method. If that is an interface, the handlers of the class
 * are not seen, and their events would be ignored or fail; so the start fails as soon as the bean shows its class.
 */
final class AnnotatedHandlers implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;
    private final ObjectProvider<PayloadReader> reader;
    private final UnaryOperator<EventHandler> decoration;
    private final Set<Found> added = new HashSet<>();

    /** An annotated method of a bean. A subclass may override the method. */
    private record Found(String bean, String method, List<Class<?>> parameters, String type) {

        Found(String bean, Method method, InboxHandler annotation) {
            this(bean, method.getName(), List.of(method.getParameterTypes()), annotation.type());
        }
    }

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
        for (String name : names()) {
            annotated(AutoProxyUtils.determineTargetClass(beans, name)).forEach((method, annotation) -> {
                added.add(new Found(name, method, annotation));
                add(builder, annotation.type(), decoration.apply(handler(name, method)));
            });
        }
    }

    /** @throws IllegalStateException if the class of a bean has a handler that its type did not show */
    @Override
    public void afterSingletonsInstantiated() {
        if (added.isEmpty()) {
            return; // The service has defined its inbox without them.
        }
        for (String name : names()) {
            Object bean = beans.getSingleton(name);
            if (bean != null && !(bean instanceof FactoryBean)) {
                requireAdded(name, AopProxyUtils.ultimateTargetClass(bean));
            }
        }
    }

    private void requireAdded(String bean, Class<?> type) {
        Map<Method, InboxHandler> methods;
        try {
            methods = annotated(type);
        } catch (IllegalStateException e) {
            // A method of this class has a type that is not there, as in libraries with optional dependencies.
            return;
        }
        methods.forEach((method, annotation) -> {
            if (!added.contains(new Found(bean, method, annotation))) {
                throw new IllegalStateException("@InboxHandler " + method + " of the bean '" + bean
                        + "' was not found when the inbox was made: declare the class as the return type of the @Bean"
                        + " method.");
            }
        });
    }

    /** The object behind a scoped proxy has a name of its own, but the proxy is the bean to call. */
    private List<String> names() {
        return Arrays.stream(beans.getBeanNamesForType(Object.class, true, false))
                .filter(name -> !ScopedProxyUtils.isScopedTarget(name))
                .toList();
    }

    private static Map<Method, InboxHandler> annotated(@Nullable Class<?> type) {
        if (type == null || type.getName().startsWith("org.springframework.")) {
            return Map.of();
        }
        MetadataLookup<InboxHandler> annotation =
                method -> AnnotatedElementUtils.findMergedAnnotation(method, InboxHandler.class);
        return MethodIntrospector.selectMethods(type, annotation);
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
