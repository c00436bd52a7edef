package com.everyoneslecture.lecture.app;

import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.outbox.retry.Remedies;
import java.sql.SQLException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** The settings of this service that mend refusals of PostgreSQL and Kafka. */
public final class ProjectorRemedies implements Remedies {

    @Override
    public @Nullable String ofDatabase(String sqlState, SQLException failure) {
        return switch (sqlState) {
            // The last one is the driver's, where the server wants a password and there is none.
            case "28P01", "28000", "08004" ->
                "the database refuses this user or password: correct SPRING_DATASOURCE_USERNAME and"
                        + " SPRING_DATASOURCE_PASSWORD, or the server's pg_hba.conf";
            case "3D000" -> "this database does not exist: create it, or correct SPRING_DATASOURCE_URL";
            case "42501" -> "this user lacks a privilege: run the lecture database's migrations, which grant it";
            case "42P01", "42703" ->
                "the tables are missing or older than this program: run the lecture database's migrations";
            default -> null;
        };
    }

    @Override
    public @Nullable String ofKafka(Throwable failure) {
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
        if (failure instanceof OversizedRecordsException oversized) {
            return "start this service with a larger heap (-Xmx); or have the record skipped, with the rest of its batch, by"
                    + " POST /lecture/skips {\"partition\": "
                    + oversized.partition().partition() + ", \"offset\": "
                    + oversized.first() + "}, with the local system: ./outbox skip --partition "
                    + oversized.partition().partition() + " --offset " + oversized.first();
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
