package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
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
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker may request that a transaction is aborted and tried again. */
@Timeout(120)
class AbortedTransactionIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final List<RelayState> states = new CopyOnWriteArrayList<>();
    private final AtomicInteger toAbort = new AtomicInteger();
    private final RelayFixture relay = new RelayFixture(
            RelayFixture.properties(database, bootstrapServers),
            new RelayListener() {
                @Override
                public void stateChanged(RelayState state) {
                    states.add(state);
                }
            },
            this::aborting);

    @AfterEach
    void stop() {
        relay.close();
        outbox.dropSlot();
    }

    @Test
    void isTriedAgainWithoutANewSession() {
        relay.startAndStream();
        states.clear();
        toAbort.set(3);
        outbox.appendMany(20, 3);

        assertExactlyOnce();
        assertThat(toAbort).hasNonPositiveValue();
        assertThat(states).isEmpty();
    }

    @Test
    void isTriedAgainInANewSessionWhereThatGoesOnForLong() {
        relay.startAndStream();
        states.clear();
        toAbort.set(7);
        outbox.appendMany(20, 3);

        assertExactlyOnce();
        relay.await(Streaming.class);
        assertThat(states).hasAtLeastOneElementOfType(RelayState.Backoff.class);
    }

    private void assertExactlyOnce() {
        try (TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
            ExactlyOnce.in(topic, outbox);
        }
    }

    /** Returns a real producer whose next commits fail like those that a broker wants to have aborted. */
    @SuppressWarnings("unchecked")
    private Producer<byte[], byte[]> aborting(Properties properties) {
        Producer<byte[], byte[]> producer = ProducerFactory.KAFKA.make(properties);
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commitTransaction") && toAbort.getAndDecrement() > 0) {
                        producer.flush();
                        throw new TransactionAbortableException("as a broker would say");
                    }
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
