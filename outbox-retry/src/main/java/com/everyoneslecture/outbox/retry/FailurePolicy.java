package com.everyoneslecture.outbox.retry;

import com.everyoneslecture.outbox.retry.Decision.DataFault;
import com.everyoneslecture.outbox.retry.Decision.Halt;
import com.everyoneslecture.outbox.retry.Decision.Retry;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a failure passes by itself, by its type and its SQLSTATE, never by the text of a message.
 *
 * <p>The list of failures that are retried is narrow on purpose. Every other failure halts: it is reported as an error with a
 * remedy, and tried again after a longer wait. So a wrong decision about a temporary failure costs only time.
 *
 * <p>Immutable; any thread may use it.
 *
 * @see <a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">PostgreSQL error codes</a>
 */
public final class FailurePolicy {

    static final String UNKNOWN = "this failure is not known to be temporary: read the log for its stack trace";

    /**
     * SQLSTATE classes: 08 connection lost, 40 transaction rolled back (deadlock, serialization), 53 out of resources, 57 operator
     * intervention (shutdown, start-up, cancelled statement), 58 I/O of the server.
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57", "58");

    /** Object in use, lock not available in time, read-only because of a standby, a catalog that changed meanwhile. */
    private static final Set<String> PASSING_STATES = Set.of("55006", "55P03", "25006", "XX000");

    /** 22 a value that the column cannot hold, 23 a constraint. */
    private static final Set<String> DATA_CLASSES = Set.of("22", "23");

    /** A transaction or a producer's sequence that the brokers no longer have: a new session begins a new one. */
    private static final List<Class<? extends KafkaException>> PASSING_IN_KAFKA = List.of(
            RetriableException.class,
            InvalidPidMappingException.class,
            InvalidTxnStateException.class,
            OutOfOrderSequenceException.class,
            TransactionAbortableException.class,
            TransactionAbortedException.class,
            UnknownServerException.class);

    private final Remedies remedies;

    public FailurePolicy(Remedies remedies) {
        this.remedies = remedies;
    }

    /** Decides by the first known cause, from the outermost to the innermost. */
    public Decision decide(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            Decision decision = known(cause);
            if (decision != null) {
                return decision;
            }
            innermost = cause;
        }
        return new Halt(FailureText.ofUnknown(innermost), UNKNOWN);
    }

    /** Returns whether the database rejects the values of a row, so that it would accept other rows. */
    public static boolean isDataFault(SQLException failure) {
        return failure.getSQLState() != null && DATA_CLASSES.contains(category(failure.getSQLState()));
    }

    /** The first two characters of an SQLSTATE are its class, by the SQL standard. */
    private static String category(String sqlState) {
        return sqlState.substring(0, Math.min(2, sqlState.length()));
    }

    private @Nullable Decision known(Throwable failure) {
        Decision own = remedies.decide(failure);
        if (own != null) {
            return own;
        }
        Halt certificate = CertificateFailure.decide(failure);
        if (certificate != null) {
            return certificate;
        }
        Halt compression = CompressionFailure.decide(failure);
        if (compression != null) {
            return compression;
        }
        if (failure instanceof SQLException sql) {
            return database(sql);
        }
        if (PASSING_IN_KAFKA.stream().anyMatch(type -> type.isInstance(failure))
                || failure instanceof IOException
                || failure instanceof TimeoutException) {
            return new Retry(FailureText.of(failure));
        }
        String remedy = failure instanceof KafkaException ? remedies.ofKafka(failure) : null;
        if (remedy != null) {
            return new Halt(FailureText.of(failure), remedy);
        }
        // The message of a rejected setting names it; the message of its cause would not.
        return failure instanceof ConfigException ? new Halt(FailureText.of(failure), UNKNOWN) : null;
    }

    private Decision database(SQLException failure) {
        String cause = FailureText.of(failure);
        String state = failure.getSQLState();
        if (state == null) {
            return failure instanceof SQLTransientException ? new Retry(cause) : new Halt(cause, UNKNOWN);
        }
        String remedy = remedies.ofDatabase(state, failure);
        if (remedy != null) {
            return new Halt(cause, remedy);
        }
        if (PASSING_STATES.contains(state) || PASSING_CLASSES.contains(category(state))) {
            return new Retry(cause);
        }
        String unknown = "SQLSTATE " + state + " is not temporary: read the log, and the server's log";
        return isDataFault(failure) ? new DataFault(cause, unknown) : new Halt(cause, unknown);
    }
}
