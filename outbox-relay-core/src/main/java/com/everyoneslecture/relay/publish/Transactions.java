package com.everyoneslecture.relay.publish;

import com.everyoneslecture.relay.kafka.ProducerProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Kafka transactions, one after the other. Two producers take turns: a commit returns when it is decided, and then the
 * brokers still write its markers; until they have, they let no other transaction of the same id begin. The next one has
 * the other id, so it need not wait. Their order is the same: nothing of a transaction is sent before the one before it is
 * decided, and a consumer of committed records passes none whose markers are missing.
 *
 * <p>What fails is handled by its kind:
 *
 * <ul>
 *   <li>A broker asks to abort and try again: done here, some times.
 *   <li>An event is refused for itself: the transaction is aborted, and the caller told which event.
 *   <li>The brokers ended the transaction because it took too long: the producers are of no more use, but no other relay has
 *       taken over. Taking over fences all producers, a timeout only the one of the transaction.
 *   <li>Anything else, an unknown outcome and a fence above all: the producers are of no more use. Whoever comes next
 *       learns from the ledger what has happened.
 * </ul>
 */
final class Transactions implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    private static final long TIMEOUT_NANOS =
            Duration.ofMillis(ProducerProperties.TRANSACTION_TIMEOUT_MILLIS).toNanos();

    private final List<Producer<byte[], byte[]>> producers = new ArrayList<>();
    private final List<String> ids;
    private final ProducerRecord<byte[], byte[]> trial;
    private final LongSupplier nanoClock;
    private int turn;

    private Transactions(List<String> ids, ProducerRecord<byte[], byte[]> trial, LongSupplier nanoClock) {
        this.ids = ids;
        this.trial = trial;
        this.nanoClock = nanoClock;
    }

    /**
     * Makes a producer for each of the transactional ids.
     *
     * @param trial a record that may be sent, never to be committed, to find out if a producer is fenced
     * @throws KafkaException if one cannot be made; then none is left
     */
    static Transactions of(
            List<String> transactionalIds,
            Function<String, Producer<byte[], byte[]>> maker,
            ProducerRecord<byte[], byte[]> trial,
            LongSupplier nanoClock) {
        Transactions transactions = new Transactions(List.copyOf(transactionalIds), trial, nanoClock);
        try {
            transactionalIds.forEach(id -> transactions.producers.add(maker.apply(id)));
            return transactions;
        } catch (KafkaException e) {
            transactions.close();
            throw e;
        }
    }

    /**
     * Fences whoever used the transactional ids before, and ends what it left open. Until the last of them is fenced, it may
     * still commit with that; afterwards what it has committed is there for good, and no more comes.
     */
    void takeOver() throws InterruptedException {
        ExecutorService all = Executors.newFixedThreadPool(producers.size());
        try {
            List<Callable<Void>> fences =
                    producers.stream().map(Transactions::fence).toList();
            for (Future<Void> fenced : all.invokeAll(fences)) {
                fenced.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new KafkaException(e.getCause());
        } finally {
            all.shutdownNow();
        }
    }

    /** Makes the producers know where the partitions of some topics are. */
    void warmUp(Collection<String> topics) throws InterruptedException {
        try {
            producers.forEach(producer -> topics.forEach(producer::partitionsFor));
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while standing by");
        }
    }

    private static Callable<Void> fence(Producer<byte[], byte[]> producer) {
        return () -> {
            producer.initTransactions();
            return null;
        };
    }

    /** Returns the transactional ids, one for each producer. */
    List<String> ids() {
        return ids;
    }

    /**
     * Aborts what hangs of a transactional id in some partitions: the marker that ends this transaction ends that one, too. A
     * crash before the marker leaves it hanging, and the next session finds it again.
     *
     * @throws KafkaException if that does not succeed; close this object then
     */
    void abort(String id, Collection<TopicPartition> partitions) {
        sendAndAbort(
                producers.get(ids.indexOf(id)),
                partitions.stream()
                        .map(partition -> new ProducerRecord<>(
                                partition.topic(), partition.partition(), new byte[0], new byte[0])));
    }

    /**
     * Runs one. When this returns, all of it is there; when it throws, none, or nobody knows.
     *
     * @param work sends everything, each time it is called: once for each attempt
     * @throws EventsRefusedException if events were refused for themselves; the transaction is aborted
     * @throws KafkaException otherwise; close this object then
     */
    void run(Consumer<Transaction> work) throws InterruptedException, EventsRefusedException {
        try {
            for (int attempt = 1; !ran(work, attempt < ATTEMPTS); attempt++) {}
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while publishing");
        }
    }

    /**
     * Sends records of the relay in a transaction, and returns when it is committed.
     *
     * @param offsets receives the offset of each record
     * @throws KafkaException as {@link #run}
     */
    void append(List<ProducerRecord<byte[], byte[]>> records, LongConsumer offsets) throws InterruptedException {
        try {
            run(transaction -> records.forEach(record -> transaction.send(record, offsets)));
        } catch (EventsRefusedException e) {
            throw new IllegalStateException("a record of the ledger is no event", e);
        }
    }

    @Override
    public void close() {
        // Nothing to wait for: what is not committed by now comes again from the slot.
        producers.forEach(producer -> producer.close(Duration.ZERO));
    }

    private boolean ran(Consumer<Transaction> work, boolean mayTryAgain) throws EventsRefusedException {
        int own = turn;
        Producer<byte[], byte[]> producer = producers.get(own);
        turn = (turn + 1) % producers.size();
        Transaction transaction = new Transaction(producer);
        long beganNanos = nanoClock.getAsLong();
        try {
            producer.beginTransaction();
            work.accept(transaction);
            transaction.requireSent();
            producer.commitTransaction();
            return true;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException failure) {
            TransactionFailure kind = new TransactionFailure(failure);
            boolean refused = kind.isRefusal();
            boolean abortable = mayTryAgain && kind.isAbortable();
            if (!refused && !abortable) {
                boolean late = nanoClock.getAsLong() - beganNanos >= TIMEOUT_NANOS;
                if (late && kind.isFence() && !othersAreFenced(own)) {
                    throw new TransactionExpiredException(failure);
                }
                throw transaction.mostTelling(failure);
            }
            // After it, every record of the transaction has been heard of: the producer fails what waits, then aborts.
            producer.abortTransaction();
            if (refused && transaction.refused().isEmpty()) {
                throw transaction.mostTelling(failure);
            }
            if (refused) {
                throw new EventsRefusedException(transaction.refused());
            }
            return false;
        }
    }

    private boolean othersAreFenced(int own) {
        return IntStream.range(0, producers.size()).anyMatch(other -> other != own && !begins(producers.get(other)));
    }

    private boolean begins(Producer<byte[], byte[]> producer) {
        try {
            sendAndAbort(producer, Stream.of(trial));
            return true;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            return false;
        }
    }

    /** Nothing of the records is ever seen. If one of them fails, so does the end of the transaction. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void sendAndAbort(
            Producer<byte[], byte[]> producer, Stream<ProducerRecord<byte[], byte[]>> records) {
        producer.beginTransaction();
        records.forEach(producer::send);
        producer.flush();
        producer.abortTransaction();
    }
}
