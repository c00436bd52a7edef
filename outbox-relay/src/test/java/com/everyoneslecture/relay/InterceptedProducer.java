package com.everyoneslecture.relay;

import com.everyoneslecture.relay.kafka.ProducerFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Producers that let a test in at the begin of a transaction, or just before its commit. */
final class InterceptedProducer {

    private InterceptedProducer() {}

    /** Calls the action in every transaction, when the brokers have every record of it and no commit. */
    static ProducerFactory beforeCommit(Action action) {
        return intercepted(action, false);
    }

    /** Calls the action in every transaction that has events, and not only notes in the ledger; counts no others. */
    static ProducerFactory beforeCommitOfEvents(Action action) {
        return intercepted(action, true);
    }

    /** Calls the action before every transaction begins. */
    static ProducerFactory beforeBegin(Action action) {
        AtomicInteger transactions = new AtomicInteger();
        return properties -> {
            Producer<byte[], byte[]> producer = ProducerFactory.KAFKA.make(properties);
            return proxy((proxy, method, arguments) -> {
                if (method.getName().equals("beginTransaction")) {
                    action.in(transactions.incrementAndGet());
                }
                return call(producer, method, arguments);
            });
        };
    }

    private static ProducerFactory intercepted(Action action, boolean onlyEvents) {
        AtomicInteger transactions = new AtomicInteger();
        return properties -> {
            Producer<byte[], byte[]> producer = ProducerFactory.KAFKA.make(properties);
            AtomicBoolean hasEvents = new AtomicBoolean();
            return proxy((proxy, method, arguments) -> {
                if (arguments != null
                        && arguments[0] instanceof ProducerRecord<?, ?> record
                        && !record.topic().endsWith(".ledger")) {
                    hasEvents.set(true);
                }
                if (method.getName().equals("commitTransaction") && (hasEvents.getAndSet(false) || !onlyEvents)) {
                    producer.flush();
                    action.in(transactions.incrementAndGet());
                }
                return call(producer, method, arguments);
            });
        };
    }

    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> proxy(InvocationHandler handler) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                InterceptedProducer.class.getClassLoader(), new Class<?>[] {Producer.class}, handler);
    }

    private static Object call(Producer<byte[], byte[]> producer, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(producer, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @FunctionalInterface
    interface Action {
        /** Is called in the transaction of that number, the first of all these producers being 1. */
        void in(int transaction) throws Exception;
    }
}
