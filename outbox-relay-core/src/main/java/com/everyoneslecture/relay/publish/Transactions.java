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
import org.jspecify.annotations.Nullable;

/**
 * Kafka transactions, one after the other. Two producers take turns. A commit returns when it is decided, but the brokers still
 * write its markers after that, and until then no other transaction of the same id can begin. The next transaction has the
 * other id, so it need not wait. Their order is kept: no record of a transaction is sent before the one before it is decided,
 * and a {@code read_committed} consumer passes no transaction whose markers are missing.
 *
 * <p>Failures are handled by their kind:
 *
 * <ul>
 *   <li>A broker requests to abort and retry: done here, several times.
 *   <li>An event is rejected permanently: the transaction is aborted, and the exception names the event.
 *   <li>The brokers ended the transaction because it took too long: the producers are not usable any more, but no other relay
 *       has taken over. A takeover fences all producers, a timeout only that of the transaction.
 *   <li>Any other failure, such as an unknown outcome or a fence: the producers are not usable any more. The next session reads
 *       the outcome from the ledger.
 * </ul>
 *
 * <p>After a failure of the last two kinds, every further transaction is refused with the same exception, also of another thread: a
 * transaction whose outcome is unknown may still commit, and until then the ledger does not show whether its events are published.
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
    private volatile @Nullable RuntimeException ended;

    private Transactions(List<String> ids, ProducerRecord<byte[], byte[]> trial, LongSupplier nanoClock) {
        this.ids = ids;
        this.trial = trial;
        this.nanoClock = nanoClock;
    }

    /**
     * Creates a producer for each of the transactional ids.
     *
     * @param trial a record that may be sent, and is never committed, to detect a fenced producer
     * @throws KafkaException if a producer cannot be created; then all are closed
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
     * Fences earlier users of the transactional ids, and ends their open transactions. An earlier user may still commit with
     * the last id until it is fenced; afterwards its commits are final, and no more follow.
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

    /** Makes the producers fetch the locations of the partitions of some topics. */
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
     * Aborts a hanging transaction of a transactional id in some partitions: the marker of this transaction ends that one, too.
     * After a crash before the marker it still hangs, and the next session finds it again.
     *
     * @throws KafkaException if that fails; close this object then
     */
    void abort(String id, Collection<TopicPartition> partitions) {
        sendAndAbort(
                producers.get(ids.indexOf(id)),
                partitions.stream()
                        .map(partition -> new ProducerRecord<>(
                                partition.topic(), partition.partition(), new byte[0], new byte[0])));
    }

    /**
     * Runs one transaction. When this returns, all of it is committed; when it throws, none of it, or the outcome is unknown.
     *
     * @param work sends all records each time it is called, once for each attempt
     * @throws EventsRejectedException if events were rejected permanently; the transaction is aborted
     * @throws KafkaException otherwise; close this object then
     */
    void run(Consumer<Transaction> work) throws InterruptedException, EventsRejectedException {
        if (ended != null) {
            throw ended;
        }
        try {
            for (int attempt = 1; !ran(work, attempt < ATTEMPTS); attempt++) {}
        } catch (InterruptException e) {
            ended = e;
            Thread.interrupted();
            throw new InterruptedException("interrupted while publishing");
        } catch (RuntimeException e) {
            ended = e;
            throw e;
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
        } catch (EventsRejectedException e) {
            throw new IllegalStateException("a record of the ledger is no event", e);
        }
    }

    @Override
    public void close() {
        // It does not wait: the slot redelivers all events that are not committed by now.
        producers.forEach(producer -> producer.close(Duration.ZERO));
    }

    private boolean ran(Consumer<Transaction> work, boolean mayTryAgain) throws EventsRejectedException {
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
            boolean refused = kind.isRejection();
            boolean abortable = mayTryAgain && kind.isAbortable();
            if (!refused && !abortable) {
                boolean late = nanoClock.getAsLong() - beganNanos >= TIMEOUT_NANOS;
                if (late && kind.isFence() && !othersAreFenced(own)) {
                    throw new TransactionExpiredException(failure);
                }
                throw transaction.mostSpecific(failure);
            }
            // After the abort, the callbacks of all records have run: the producer first fails the waiting records,
            // then aborts.
            producer.abortTransaction();
            if (refused && transaction.rejected().isEmpty()) {
                throw transaction.mostSpecific(failure);
            }
            if (refused) {
                throw new EventsRejectedException(transaction.rejected());
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

    /** Sends records that no consumer ever receives. If one of them fails, so does the end of the transaction. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void sendAndAbort(
            Producer<byte[], byte[]> producer, Stream<ProducerRecord<byte[], byte[]>> records) {
        producer.beginTransaction();
        records.forEach(producer::send);
        producer.flush();
        producer.abortTransaction();
    }
}
