package com.everyoneslecture.lecture.consume;

import com.everyoneslecture.lecture.fixture.Crash;
import com.everyoneslecture.outbox.inbox.KafkaClients;
import com.everyoneslecture.outbox.kafka.SizeCheck;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Clients whose consumer crashes at every commit, once the number is above 0. */
record CrashAtCommit(KafkaClients clients, AtomicInteger armed) implements KafkaClients {

    @Override
    @SuppressWarnings("unchecked")
    public Consumer<byte[], byte[]> consumer(int records) {
        Consumer<byte[], byte[]> consumer = clients.consumer(records);
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commitSync") && armed.get() > 0) {
                        throw new Crash("beforeOffsetCommit");
                    }
                    try {
                        return method.invoke(consumer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public SizeCheck sizes(int records) {
        return clients.sizes(records);
    }

    @Override
    public Producer<byte[], byte[]> producer() {
        return clients.producer();
    }

    @Override
    public Admin admin() {
        return clients.admin();
    }
}
