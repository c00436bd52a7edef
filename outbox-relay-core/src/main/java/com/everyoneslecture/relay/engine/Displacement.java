package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotInUseException;
import com.everyoneslecture.relay.publish.TransactionExpiredException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes that another relay has replaced this one: this one was fenced, its stream was cut, or the other streamed first;
 * and the other streams from the slot now. If no relay streams from the slot after a fence, the relay that took over has ended,
 * and this relay continues. A second such fence within {@link #SOON} has another cause: two slots share one pair of
 * transactional ids, so their relays fence each other.
 *
 * <p>Any thread may use it.
 */
final class Displacement {

    /** Connection lost, operator intervention. */
    private static final Set<String> CUT_CLASSES = Set.of("08", "57");

    private static final String IN_USE = "55006";

    private static final Duration SOON = Duration.ofMinutes(2);

    private final ReplicationSlot slot;
    private final LongSupplier nanoClock;
    private final AtomicReference<@Nullable Long> fencedNanos = new AtomicReference<>();

    Displacement(ReplicationSlot slot, LongSupplier nanoClock) {
        this.slot = slot;
        this.nanoClock = nanoClock;
    }

    /**
     * Returns the meaning of a failure: a {@link SlotInUseException} if another relay streams from the slot, a
     * {@link SuccessorGoneException} if another relay took over and has ended, otherwise the failure itself.
     */
    Throwable explain(Throwable failure) {
        // The brokers also fence the producer of a transaction that took too long.
        boolean fenced =
                has(failure, Displacement::isFence) && !has(failure, TransactionExpiredException.class::isInstance);
        if (!fenced && !has(failure, Displacement::isCut)) {
            return failure;
        }
        try {
            OptionalInt other = slot.heldByAnother();
            if (other.isPresent()) {
                return new SlotInUseException(slot.name(), other.getAsInt(), failure);
            }
            return fenced && !wasFencedSoonBefore() ? new SuccessorGoneException(failure) : failure;
        } catch (SQLException unreachable) {
            failure.addSuppressed(unreachable);
            return failure;
        }
    }

    private boolean wasFencedSoonBefore() {
        long now = nanoClock.getAsLong();
        Long before = fencedNanos.getAndSet(now);
        return before != null && now - before < SOON.toNanos();
    }

    private static boolean has(Throwable failure, Predicate<Throwable> kind) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (kind.test(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFence(Throwable failure) {
        return failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException;
    }

    private static boolean isCut(Throwable failure) {
        return failure instanceof SQLException sql && isCut(String.valueOf(sql.getSQLState()));
    }

    private static boolean isCut(String sqlState) {
        return sqlState.equals(IN_USE) || CUT_CLASSES.stream().anyMatch(sqlState::startsWith);
    }
}
