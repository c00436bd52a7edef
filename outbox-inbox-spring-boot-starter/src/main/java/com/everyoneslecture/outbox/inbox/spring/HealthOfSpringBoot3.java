package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.Inbox;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers the health indicators of the inbox in Spring Boot 3.5. The starter is compiled against Spring Boot 4, where the
 * types of health have other names; therefore this class finds those of 3.5 by name.
 */
final class HealthOfSpringBoot3 implements ImportBeanDefinitionRegistrar {

    static final String INDICATOR = "org.springframework.boot.actuate.health.HealthIndicator";
    private static final String HEALTH = "org.springframework.boot.actuate.health.Health";

    private final BeanFactory beans;
    private final ClassLoader classes;

    HealthOfSpringBoot3(BeanFactory beans, ClassLoader classes) {
        this.beans = beans;
        this.classes = classes;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        register(registry, "inboxHealthIndicator", InboxHealth::ofTopics);
        register(registry, "inboxThreadsHealthIndicator", InboxHealth::ofThreads);
    }

    private void register(BeanDefinitionRegistry registry, String name, Function<Inbox, InboxHealth> kind) {
        RootBeanDefinition definition = new RootBeanDefinition();
        try {
            definition.setBeanClass(classes.loadClass(INDICATOR));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        definition.setInstanceSupplier(() -> indicator(beans.getBean(Inbox.class), kind));
        registry.registerBeanDefinition(name, definition);
    }

    /** Returns an implementation of the interface whose method {@code health} asks the inbox. */
    private Object indicator(Inbox inbox, Function<Inbox, InboxHealth> kind) {
        try {
            Class<?> health = classes.loadClass(HEALTH);
            MethodHandle asked = MethodHandles.lookup()
                    .bind(new Asked(inbox, kind, health), "call", MethodType.methodType(Object.class));
            return MethodHandleProxies.asInterfaceInstance(
                    classes.loadClass(INDICATOR), asked.asType(MethodType.methodType(health)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The types of health are not those of Spring Boot 3.5", e);
        }
    }

    /** One indicator, with the type of health that it returns. */
    private record Asked(Inbox inbox, Function<Inbox, InboxHealth> kind, Class<?> type) implements Callable<Object> {

        @Override
        public Object call() throws ReflectiveOperationException {
            InboxHealth health = kind.apply(inbox);
            Object builder = type.getMethod(health.up() ? "up" : "down").invoke(null);
            builder.getClass().getMethod("withDetails", Map.class).invoke(builder, health.details());
            return builder.getClass().getMethod("build").invoke(builder);
        }
    }
}
