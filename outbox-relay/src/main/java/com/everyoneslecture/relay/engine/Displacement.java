package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotInUseException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Recognizes that another relay has taken this one's place: it was fenced, its stream was cut, or another was quicker to stream, and
 * another has the slot now. Where nobody has it, a fence means something else: two slots with one pair of transactional ids.
 *
 * <p>Any thread may use it.
 */
final class Displacement {

    /** Connection lost, operator intervention. */
    private static final Set<String> CUT_CLASSES = Set.of("08", "57");

    private static final String IN_USE = "55006";

    private final ReplicationSlot slot;

    Displacement(ReplicationSlot slot) {
        this.slot = slot;
    }

    /** Returns what a failure means: a {@link SlotInUseException} if this relay is displaced, otherwise the failure itself. */
    Throwable explain(Throwable failure) {
        if (!mayTellOfAnother(failure)) {
            return failure;
        }
        try {
            OptionalInt other = slot.heldByAnother();
            return other.isPresent() ? new SlotInUseException(slot.name(), other.getAsInt(), failure) : failure;
        } catch (SQLException unreachable) {
            failure.addSuppressed(unreachable);
            return failure;
        }
    }

    private static boolean mayTellOfAnother(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException
                    || (cause instanceof SQLException sql && isCut(String.valueOf(sql.getSQLState())))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCut(String sqlState) {
        return sqlState.equals(IN_USE) || CUT_CLASSES.stream().anyMatch(sqlState::startsWith);
    }
}
