package com.everyoneslecture.outbox.inbox;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The keys whose events wait because of the policy {@link OnFailure#PARK_KEY}. Operators can retry or discard events.
 *
 * <p>A key stays parked until its last waiting event is applied or discarded. Until then the loop stores every new event of the key
 * behind the others, even if the policy was changed. Every transaction that applies, stores or removes an event of a parked key holds the
 * lock on the key's row until its commit, so no event overtakes another one of its key.
 *
 * <table>
 * <caption>Effects of a crash</caption>
 * <tr><th>step</th><th>crash before its commit</th><th>crash after it</th></tr>
 * <tr><td>the loop parks a key</td><td>the event is read and tried again</td><td>the event waits; its offset has moved</td></tr>
 * <tr><td>the loop stores a later event</td><td>it is read again</td><td>it waits once; its offset has moved</td></tr>
 * <tr><td>{@link #retry} applies an event</td><td>it still waits; nothing of it is applied</td><td>it is applied and no longer
 * waits</td></tr>
 * <tr><td>{@link #discardFirst}</td><td>it still waits; it may be in the dead letter topic already, and is written there again by the
 * next call</td><td>it is in the dead letter topic alone</td></tr>
 * </table>
 *
 * <p><b>Threads:</b> any thread may call it; retries and discards of one object run one after the other. Another
 * process may call at the same time.
 */
@API(status = API.Status.STABLE)
public final class ParkedKeys {

    private final InboxTransactions transactions;
    private final ParkedEvents parked;
    private final Application application;
    private final Function<String, DeadLetters> deadLetters;

    ParkedKeys(
            InboxTransactions transactions,
            ParkedEvents parked,
            Application application,
            Function<String, DeadLetters> deadLetters) {
        this.transactions = transactions;
        this.parked = parked;
        this.application = application;
        this.deadLetters = deadLetters;
    }

    /**
     * The result of a retry.
     *
     * @param applied the number of events that no longer wait: applied, ignored, or recognized by the guard
     * @param waiting the number of events that still wait; 0 if the key is not parked any more
     * @param failure the failure of the first one that waits, in one line; null if none failed
     */
    public record Retried(
            int applied, long waiting, @Nullable String failure) {}

    /**
     * Returns the parked keys of the group, those that have waited longest first.
     *
     * @param most the highest number of keys to return
     * @throws SQLException if the database fails
     */
    public List<ParkedKey> list(int most) throws SQLException {
        return Thrown.sql(() -> transactions.inTransaction(connection -> parked.list(connection, most)));
    }

    /**
     * Applies the waiting events of a key in their order, each in a separate transaction, until none is left or one
     * fails. After the last one the key is no longer parked. Does nothing for a key that is not parked.
     *
     * @param key as {@link ParkedKey#key} shows it
     * @throws IllegalArgumentException if the key begins with {@code \x} and is not hexadecimal
     * @throws SQLException if the database fails; the events before the failure stay applied
     */
    public synchronized Retried retry(String topic, String key) throws SQLException {
        byte[] bytes = KeyText.parse(key);
        return Thrown.sql(() -> {
            int applied = 0;
            while (true) {
                try {
                    if (!applyFirst(topic, bytes)) {
                        return new Retried(applied, 0, null);
                    }
                    applied++;
                } catch (Throwable e) {
                    if (!EventFailures.isOfTheEvent(e)) {
                        throw e;
                    }
                    String failure = EventFailures.text(e);
                    return new Retried(applied, failed(topic, bytes, failure), failure);
                }
            }
        });
    }

    /**
     * Writes the first waiting event of a key to the topic {@code <topic>.DLT} and removes it, if it is the given one. The
     * others still wait: {@link #retry} applies them.
     *
     * @param key as {@link ParkedKey#key} shows it
     * @param first as {@link ParkedKey#first} shows it: after a retry or a discard, another event is the first one
     * @return true if the first event is the given one
     * @throws IllegalArgumentException if the key begins with {@code \x} and is not hexadecimal
     * @throws KafkaException if the brokers do not acknowledge the record; it still waits
     * @throws SQLException if the database fails; it still waits
     */
    public synchronized boolean discardFirst(String topic, String key, long first) throws SQLException {
        byte[] bytes = KeyText.parse(key);
        return Thrown.sql(() -> transactions.inTransaction(connection -> {
            Set<ByteBuffer> locked = parked.lock(connection, topic, Set.of(ByteBuffer.wrap(bytes)));
            Optional<ParkedEvents.Waiting> waiting =
                    locked.isEmpty() ? Optional.empty() : parked.first(connection, topic, bytes);
            if (waiting.isEmpty() || waiting.get().id() != first) {
                return false;
            }
            try (DeadLetters letters = deadLetters.apply(topic)) {
                letters.write(List.of(
                        new DeadLetter(waiting.get().record(), EventFailures.REASON, "discarded by an operator")));
            }
            parked.remove(connection, waiting.get());
            return true;
        }));
    }

    /** Returns false if no event waits. */
    private boolean applyFirst(String topic, byte[] key) throws Exception {
        return transactions.inTransaction(connection -> {
            Set<ByteBuffer> locked = parked.lock(connection, topic, Set.of(ByteBuffer.wrap(key)));
            Optional<ParkedEvents.Waiting> first =
                    locked.isEmpty() ? Optional.empty() : parked.first(connection, topic, key);
            if (first.isEmpty()) {
                return false;
            }
            application.apply(connection, first.get().record());
            parked.remove(connection, first.get());
            return true;
        });
    }

    private long failed(String topic, byte[] key, String failure) throws Exception {
        return transactions.inTransaction(connection -> {
            parked.failed(connection, topic, key, failure);
            return parked.waiting(connection, topic, key);
        });
    }
}
