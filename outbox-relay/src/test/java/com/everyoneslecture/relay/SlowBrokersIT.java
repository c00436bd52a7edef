package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brokers that accept only some records within the timeout of a transaction. */
@Tag("long")
@Timeout(180)
class SlowBrokersIT {

    private static final int MOST_RECORDS = 100;

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final List<RelayState> states = new CopyOnWriteArrayList<>();
    private final RelayFixture relay = new RelayFixture(
            RelayFixture.properties(database, bootstrapServers),
            new RelayListener() {
                @Override
                public void stateChanged(RelayState state) {
                    states.add(state);
                }
            },
            SlowBrokersIT::slow);

    @AfterEach
    void stop() {
        relay.close();
        outbox.dropSlot();
    }

    @Test
    void takeALargeBatchInSmallerParts() {
        relay.startAndStream();
        outbox.appendInOneTransaction(300, 5);

        try (TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
            ExactlyOnce.in(topic, outbox);
        }
        relay.await(Streaming.class);
        assertThat(states).hasAtLeastOneElementOfType(Backoff.class);
    }

    /** Returns a real producer whose commits of more records time out. */
    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> slow(Properties properties) {
        Producer<byte[], byte[]> producer = ProducerFactory.KAFKA.make(properties);
        AtomicInteger records = new AtomicInteger();
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                SlowBrokersIT.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "beginTransaction" -> records.set(0);
                        case "send" -> records.incrementAndGet();
                        case "commitTransaction" -> {
                            if (records.get() > MOST_RECORDS) {
                                throw new TimeoutException("as of a slow link");
                            }
                        }
                        default -> {}
                    }
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
