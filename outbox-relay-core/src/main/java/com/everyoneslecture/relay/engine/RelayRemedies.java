package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.jdbc.Pooler;
import com.everyoneslecture.outbox.capture.slot.Migration;
import com.everyoneslecture.outbox.capture.slot.PrerequisiteException;
import com.everyoneslecture.outbox.capture.slot.SlotGoneException;
import com.everyoneslecture.outbox.capture.slot.SlotInUseException;
import com.everyoneslecture.outbox.capture.slot.UnreadableSlotException;
import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.retry.Decision;
import com.everyoneslecture.outbox.retry.Decision.Halt;
import com.everyoneslecture.outbox.retry.Decision.Retry;
import com.everyoneslecture.outbox.retry.FailureText;
import com.everyoneslecture.outbox.retry.Remedies;
import com.everyoneslecture.relay.kafka.NoTransactionsException;
import com.everyoneslecture.relay.kafka.ProducerProperties;
import com.everyoneslecture.relay.ledger.UnreadableLedgerException;
import com.everyoneslecture.relay.publish.TransactionExpiredException;
import com.everyoneslecture.relay.routing.UnroutedEventException;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** The relay's own failures, and the settings that fix rejections by PostgreSQL and Kafka. */
public final class RelayRemedies implements Remedies {

    private static final Map<String, String> BY_SQLSTATE = Map.of(
            "28P01", "correct relay.database.password, or: alter role %1$s password '…'",
            "28000", "let pg_hba.conf admit role %1$s from here, also for replication, and let the role log in",
            "3D000", "create the database and run its migrations, or correct relay.database.url",
            "42501",
                    "grant role %1$s the rights that it lacks: replication, connect to the database, select on the outbox and on its list"
                            + " of dropped partitions, execute on pg_try_advisory_lock; row level security on the outbox must not"
                            + " apply to it; doctor prints the statements",
            "42703", "%2$s: its outbox is older than this relay",
            "42P01", "%2$s",
            "42704", "%2$s",
            "55000", "check the server's log: its state does not allow this for role %1$s");

    private final String databaseRole;
    private final OutboxNames outbox;

    /**
     * @param databaseRole the role that remedies name
     * @param outbox the table that they name
     */
    public RelayRemedies(String databaseRole, OutboxNames outbox) {
        this.databaseRole = databaseRole;
        this.outbox = outbox;
    }

    @Override
    public @Nullable Decision decide(Throwable failure) {
        if (failure instanceof PrerequisiteException missing) {
            return new Halt(FailureText.of(missing), missing.remedy());
        }
        if (Pooler.hasRefused(failure)) {
            return new Halt(FailureText.of(failure), Pooler.REMEDY);
        }
        if (Pooler.hasMixedSessions(failure)) {
            return new Halt("a pooler is between the relay and PostgreSQL: " + FailureText.of(failure), Pooler.REMEDY);
        }
        if (failure instanceof UnreadableLedgerException unreadable) {
            return new Halt(FailureText.of(unreadable), unreadable.remedy());
        }
        if (failure instanceof NoTransactionsException none) {
            return new Halt(FailureText.of(none), none.remedy());
        }
        if (failure instanceof UnroutedEventException unrouted) {
            return new Halt(FailureText.of(unrouted), unrouted.remedy());
        }
        // The session that retries drops the slot. A restarted task of Kafka Connect would not know that its
        // predecessor halted because of this slot.
        if (failure instanceof UnreadableSlotException unreadable) {
            return unreadable.again()
                    ? new Halt(
                            FailureText.of(unreadable),
                            "nothing, if the publication was dropped again; otherwise read the"
                                    + " server's log, because the slot that replaced an unreadable one is unreadable, too")
                    : new Retry(FailureText.of(unreadable));
        }
        if (failure instanceof SlotInUseException
                || failure instanceof SlotGoneException
                || failure instanceof SuccessorGoneException
                || failure instanceof TransactionExpiredException) {
            return new Retry(FailureText.of(failure));
        }
        if (failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException) {
            return new Halt(
                    "another relay has taken over: this one is fenced",
                    "nothing, if that is intended: this one takes over when the other ends; otherwise stop one of the two");
        }
        return null;
    }

    @Override
    public @Nullable String ofDatabase(String sqlState, SQLException failure) {
        String remedy = BY_SQLSTATE.get(sqlState);
        return remedy == null ? null : remedy.formatted(OutboxNames.quoted(databaseRole), Migration.advice(outbox));
    }

    @Override
    public @Nullable String ofKafka(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return "correct the credentials in relay.kafka.properties";
        }
        if (failure instanceof TopicAuthorizationException topics) {
            return "grant the relay's principal Create, Describe, DescribeConfigs, Read and Write in Kafka, on its ledger Delete as well;"
                    + (topics.unauthorizedTopics().isEmpty() ? "" : " topics " + topics.unauthorizedTopics())
                    + "; doctor prints the commands";
        }
        if (failure instanceof TransactionalIdAuthorizationException) {
            return "grant the relay's principal Describe and Write in Kafka, on the transactional ids that begin with"
                    + " 'outbox-relay.'; doctor prints the command";
        }
        if (failure instanceof AuthorizationException) {
            return "grant the relay's principal the missing right in Kafka; doctor prints the command";
        }
        if (failure instanceof InvalidTxnTimeoutException) {
            return "raise transaction.max.timeout.ms of the brokers to " + ProducerProperties.TRANSACTION_TIMEOUT_MILLIS
                    + " or more, and restart them";
        }
        if (failure instanceof RecordTooLargeException) {
            return "not even a reference to the event fits into the dead letter topic: raise its max.message.bytes";
        }
        if (failure instanceof InvalidTimestampException) {
            return "set the clock of this machine if it is wrong; otherwise widen message.timestamp.after.max.ms or"
                    + " message.timestamp.before.max.ms of the dead letter topic, which does not admit the time of an event";
        }
        if (failure instanceof UnsupportedVersionException) {
            return "upgrade the brokers, or use brokers that support Kafka's transactions";
        }
        if (failure instanceof InvalidReplicationFactorException
                || failure instanceof InvalidConfigurationException
                || failure instanceof PolicyViolationException) {
            return "correct relay.topics, or create the topic by hand, with settings that the brokers accept";
        }
        if (failure instanceof ConfigException) {
            return "correct relay.kafka";
        }
        return null;
    }
}
