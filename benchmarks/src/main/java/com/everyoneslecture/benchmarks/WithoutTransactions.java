package com.everyoneslecture.benchmarks;

import com.everyoneslecture.publish.ProducerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the relay would be without its guarantee: an idempotent producer, each batch flushed, no transactions and nothing in
 * the ledger. For comparison alone.
 */
final class WithoutTransactions {

    private WithoutTransactions() {}

    static ProducerFactory producers() {
        return WithoutTransactions::make;
    }

    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> make(Properties properties) {
        Properties plain = new Properties();
        plain.putAll(properties);
        plain.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        plain.remove(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        Producer<byte[], byte[]> producer = ProducerFactory.KAFKA.make(plain);
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                WithoutTransactions.class.getClassLoader(),
                new Class<?>[] {Producer.class},
                (proxy, method, arguments) -> answer(producer, method, arguments));
    }

    private static @Nullable Object answer(Producer<byte[], byte[]> producer, Method method, Object[] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "initTransactions", "beginTransaction", "abortTransaction" -> null;
            case "commitTransaction" -> {
                producer.flush();
                yield null;
            }
            case "send" ->
                ((ProducerRecord<?, ?>) arguments[0]).topic().endsWith(".ledger")
                        ? CompletableFuture.completedFuture(null)
                        : call(producer, method, arguments);
            default -> call(producer, method, arguments);
        };
    }

    private static @Nullable Object call(Producer<byte[], byte[]> producer, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(producer, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
