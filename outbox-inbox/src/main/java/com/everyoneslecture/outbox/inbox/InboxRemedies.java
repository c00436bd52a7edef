package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.outbox.retry.Decision;
import com.everyoneslecture.outbox.retry.Remedies;
import java.sql.SQLException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The remedies for failures of an inbox, in general terms. A service can extend this class to name its own settings.
 *
 * <p><b>Threads:</b> immutable; any thread may call it.
 */
@API(status = API.Status.STABLE)
public class InboxRemedies implements Remedies {

    @Override
    public @Nullable Decision decide(Throwable failure) {
        return failure instanceof EventFailedException event ? event.decision() : null;
    }

    @Override
    public @Nullable String ofDatabase(String sqlState, SQLException failure) {
        return switch (sqlState) {
            case "28P01", "28000", "08004" ->
                "correct the user and the password of the inbox's data source, or the server's pg_hba.conf";
            case "3D000" -> "create the database, or correct the URL of the inbox's data source";
            case "42501" ->
                "grant the inbox's user select, insert, update and delete on the tables inbox_*, and usage on their schema";
            case "42P01", "42703", "3F000" ->
                "create the inbox's tables in this database: run the script of InboxTables";
            default -> null;
        };
    }

    @Override
    public @Nullable String ofKafka(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return "Kafka rejects these credentials: correct sasl.* or ssl.* of the inbox's Kafka properties";
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
        if (failure instanceof OversizedRecordsException oversized) {
            return "start this service with a larger heap (-Xmx), or skip the record and the rest of its batch by"
                    + " Inbox.skip, for partition " + oversized.partition() + " and offset " + oversized.first();
        }
        if (failure instanceof RecordTooLargeException) {
            return "raise max.message.bytes of the dead letter topic above the size of the record";
        }
        if (failure instanceof FencedInstanceIdException) {
            return "give each instance a separate group.instance.id";
        }
        if (failure instanceof InconsistentGroupProtocolException) {
            return "another kind of consumer is in this group: give it a separate group";
        }
        return failure instanceof UnsupportedVersionException ? "upgrade the Kafka brokers" : null;
    }
}
