package com.everyoneslecture.outbox.spring.shop;

import com.everyoneslecture.outbox.append.TraceParent;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.SimpleApplicationEventMulticaster;

/** The service. Its other listeners run on threads of their own, as some services have it. */
@SpringBootApplication
class ShopApplication {

    /** The trace of the span that the tracer is in. */
    static final AtomicReference<@Nullable TraceParent> CURRENT = new AtomicReference<>();

    @Bean
    SimpleApplicationEventMulticaster applicationEventMulticaster() {
        SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
        multicaster.setTaskExecutor(task -> new Thread(task, "listener").start());
        return multicaster;
    }

    @Bean
    Tracer tracer() {
        TraceContext context = answering(TraceContext.class, (proxy, method, arguments) -> {
            String current = Objects.requireNonNull(CURRENT.get()).value();
            return switch (method.getName()) {
                case "traceId" -> current.substring(3, 35);
                case "spanId" -> current.substring(36, 52);
                case "sampled" -> current.endsWith("01");
                default -> throw new UnsupportedOperationException(method.toString());
            };
        });
        Span span = answering(Span.class, (proxy, method, arguments) -> context);
        return answering(Tracer.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "currentSpan" -> CURRENT.get() == null ? null : span;
            case "hashCode" -> 1;
            case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
            default -> null;
        });
    }

    private static <T> T answering(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
