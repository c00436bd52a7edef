package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.Decision.DeadLetterIt;
import com.everyoneslecture.outbox.inbox.Decision.Halt;
import com.everyoneslecture.outbox.inbox.Decision.Retry;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * Decides about every failure of the loop, by type and SQLSTATE, never by the words of a message.
 *
 * <p>The list of what is retried is narrow on purpose: whatever is not on it halts, with a remedy, rather than being
 * tried in silence forever.
 */
public final class FailurePolicy {

    /** Overloaded or shutting down, a deadlock, a lock not had in time, a server that is a standby for a moment. */
    private static final Set<String> PASSING_STATES = Set.of("40001", "40P01", "55P03", "57014", "25006");

    /** Of the class of lost connections, but the driver's word for a password that it was not given. */
    private static final String NO_PASSWORD = "08004";

    private static final Retry RETRY = new Retry();
    private static final DeadLetterIt DEAD_LETTER_IT = new DeadLetterIt();

    /** Decides by the first cause that says something: a driver's or a client's exception often wraps it. */
    public Decision decide(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Decision decision = cause instanceof SQLException sql ? ofDatabase(sql) : ofKafka(cause);
            if (decision != null) {
                return decision;
            }
        }
        return new Halt("this is not a failure that is known to pass; read the log for where it comes from");
    }

    private static Decision ofDatabase(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            return failure instanceof SQLTransientException
                    ? RETRY
                    : new Halt("the database driver refused this without saying why; read the log");
        }
        if (PASSING_STATES.contains(state)) {
            return RETRY;
        }
        if (state.equals(NO_PASSWORD)) {
            return new Halt(DatabaseRemedy.of(state));
        }
        // The class, by the standard the first two characters.
        return switch (state.length() < 2 ? state : state.substring(0, 2)) {
            case "08", "53", "57" -> RETRY;
            case "22", "23" -> DEAD_LETTER_IT;
            default -> new Halt(DatabaseRemedy.of(state));
        };
    }

    private static @Nullable Decision ofKafka(Throwable failure) {
        if (failure instanceof RetriableException || failure instanceof IOException) {
            return RETRY;
        }
        String remedy = remedyOf(failure);
        return remedy == null ? null : new Halt(remedy);
    }

    private static @Nullable String remedyOf(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return "Kafka refuses these credentials: correct projector.kafka.properties.sasl.* or ssl.*";
        }
        if (failure instanceof GroupAuthorizationException group) {
            return "grant READ on the consumer group " + group.groupId() + " in Kafka";
        }
        if (failure instanceof TopicAuthorizationException topics) {
            return "grant READ on the topic, and CREATE, DESCRIBE and WRITE on its dead letter topic, in Kafka: "
                    + topics.unauthorizedTopics();
        }
        if (failure instanceof AuthorizationException) {
            return "grant this client the missing privilege in Kafka";
        }
        if (failure instanceof RecordTooLargeException) {
            return "raise max.message.bytes of the dead letter topic above the size of the record";
        }
        if (failure instanceof FencedInstanceIdException) {
            return "give each instance a projector.kafka.properties.group.instance.id of its own";
        }
        if (failure instanceof InconsistentGroupProtocolException) {
            return "another consumer is in this group that is no lecture-projector: give it a group of its own";
        }
        if (failure instanceof InvalidTopicException) {
            return "correct projector.channels.in-categoryChanged.destination";
        }
        return failure instanceof UnsupportedVersionException ? "upgrade the Kafka brokers" : null;
    }
}
