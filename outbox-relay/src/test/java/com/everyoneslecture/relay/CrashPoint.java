package com.everyoneslecture.relay;

import com.everyoneslecture.relay.kafka.ProducerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;

/** The point of a transaction at which a relay's process dies. */
enum CrashPoint {
    /** No record of the transaction has left the process. */
    BEFORE_SEND,
    /** The brokers have every record, and no commit. */
    AFTER_SEND,
    /** The transaction is committed, but not acknowledged to the slot. */
    AFTER_TRANSACTION_COMMIT,
    /** The engine has the next batch, so this one is acknowledged in memory, but not to the slot. */
    BEFORE_SLOT_FLUSH;

    private static final int EXIT_STATUS = 99;

    /** Producers that end this process here, in their transaction of that number, the first being 1. */
    ProducerFactory in(int transaction) {
        AtomicInteger begun = new AtomicInteger();
        return properties -> {
            Producer<byte[], byte[]> producer = ProducerFactory.KAFKA.make(properties);
            @SuppressWarnings("unchecked")
            Producer<byte[], byte[]> dying = (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                    CrashPoint.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("beginTransaction")) {
                            begun.incrementAndGet();
                        }
                        if (dies(method, begun.get(), transaction)) {
                            producer.flush();
                            Runtime.getRuntime().halt(EXIT_STATUS);
                        }
                        Object result = call(producer, method, arguments);
                        if (this == AFTER_TRANSACTION_COMMIT
                                && method.getName().equals("commitTransaction")
                                && begun.get() == transaction) {
                            Runtime.getRuntime().halt(EXIT_STATUS);
                        }
                        return result;
                    });
            return dying;
        };
    }

    private boolean dies(Method method, int begun, int transaction) {
        return switch (this) {
            case BEFORE_SEND -> method.getName().equals("beginTransaction") && begun == transaction;
            case AFTER_SEND -> method.getName().equals("commitTransaction") && begun == transaction;
            case BEFORE_SLOT_FLUSH -> method.getName().equals("beginTransaction") && begun == transaction + 1;
            case AFTER_TRANSACTION_COMMIT -> false;
        };
    }

    private static Object call(Producer<byte[], byte[]> producer, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(producer, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
