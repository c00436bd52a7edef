package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.slot.PrerequisiteException;
import com.everyoneslecture.outbox.capture.slot.SlotInUseException;
import com.everyoneslecture.relay.engine.Decision.Halt;
import com.everyoneslecture.relay.engine.Decision.Retry;
import com.everyoneslecture.relay.ledger.UnreadableLedgerException;
import com.everyoneslecture.relay.publish.TransactionExpiredException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * The one place where it is decided whether a failure passes by itself. By type and by SQLSTATE, never by a message's text;
 * and what is not known to be beyond healing is tried again, for the slot keeps everything meanwhile.
 */
public final class FailurePolicy {

    private static final Map<String, String> REMEDY_BY_SQLSTATE = Map.of(
            "28P01", "correct relay.database.password, or: alter role %s password '…'",
            "28000", "let pg_hba.conf admit role %s from here, also for replication, and let the role log in",
            "3D000", "create the database and run its migrations, or correct relay.database.url",
            "42501", "give role %s what it lacks: replication, connect to the database, select on the outbox",
            "42P01", "run the migrations of the category database",
            "42704", "run the migrations of the category database",
            "55000", "look at the server's log: it is not in a state to do this for role %s");

    private final String databaseRole;

    /** @param databaseRole the role that remedies speak of */
    public FailurePolicy(String databaseRole) {
        this.databaseRole = databaseRole;
    }

    /** Looks for a cause that it knows, from the outermost to the innermost; if there is none, the innermost tells most. */
    Decision decide(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            Decision decision = known(cause);
            if (decision != null) {
                return decision;
            }
            innermost = cause;
        }
        return new Retry(describe(innermost));
    }

    private @Nullable Decision known(Throwable cause) {
        if (cause instanceof PrerequisiteException missing) {
            return new Halt(describe(missing), missing.remedy());
        }
        if (cause instanceof UnreadableLedgerException unreadable) {
            return new Halt(describe(unreadable), unreadable.remedy());
        }
        if (cause instanceof SlotInUseException) {
            return new Retry(describe(cause));
        }
        if (cause instanceof TransactionExpiredException) {
            return new Retry("Kafka: " + describe(cause));
        }
        if (cause instanceof SQLException sql) {
            return database(sql);
        }
        if (cause instanceof ApiException || cause instanceof ConfigException) {
            return kafka(cause);
        }
        return null;
    }

    private Decision database(SQLException failure) {
        String remedy = failure.getSQLState() == null ? null : REMEDY_BY_SQLSTATE.get(failure.getSQLState());
        String cause = "PostgreSQL: " + describe(failure);
        return remedy == null ? new Retry(cause) : new Halt(cause, remedy.formatted(databaseRole));
    }

    private static Decision kafka(Throwable failure) {
        String cause = "Kafka: " + describe(failure);
        if (failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException) {
            return new Halt(
                    "another relay has taken over: this one is fenced",
                    "nothing, if that is meant: this one takes over when the other ends; otherwise stop one of the two");
        }
        if (failure instanceof AuthenticationException) {
            return new Halt(cause, "correct the credentials in relay.kafka.properties");
        }
        if (failure instanceof AuthorizationException) {
            return new Halt(cause, "let the relay's principal create, describe and write its topics");
        }
        if (failure instanceof RecordTooLargeException) {
            return new Halt(
                    cause,
                    "not even a reference to the event fits into the dead letter topic: raise its max.message.bytes");
        }
        if (failure instanceof InvalidTimestampException) {
            return new Halt(
                    cause,
                    "not even the dead letter topic admits the time of a record: widen its"
                            + " message.timestamp.after.max.ms or message.timestamp.before.max.ms");
        }
        if (failure instanceof InvalidReplicationFactorException
                || failure instanceof InvalidConfigurationException
                || failure instanceof PolicyViolationException) {
            return new Halt(cause, "correct relay.topics, or make the topic by hand");
        }
        if (failure instanceof ConfigException) {
            return new Halt(cause, "correct relay.kafka");
        }
        if (failure instanceof UnsupportedVersionException) {
            return new Halt(cause, "upgrade the brokers");
        }
        return new Retry(cause);
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }
}
