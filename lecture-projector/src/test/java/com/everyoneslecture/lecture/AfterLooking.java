package com.everyoneslecture.lecture;

import com.everyoneslecture.consume.KafkaClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Clients that let something happen right after Kafka was asked. */
record AfterLooking(KafkaClients clients, Runnable action) implements KafkaClients {

    @Override
    public Consumer<byte[], byte[]> consumer() {
        return clients.consumer();
    }

    @Override
    public Producer<byte[], byte[]> producer() {
        return clients.producer();
    }

    @Override
    public Admin admin() {
        Admin admin = clients.admin();
        return (Admin) Proxy.newProxyInstance(
                AfterLooking.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(admin, arguments);
                        if (method.getName().equals("close")) {
                            action.run();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
