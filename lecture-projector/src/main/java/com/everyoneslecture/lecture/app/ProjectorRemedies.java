package com.everyoneslecture.lecture.app;

import com.everyoneslecture.outbox.inbox.InboxRemedies;
import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import java.sql.SQLException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.jspecify.annotations.Nullable;

/** The remedies for errors of PostgreSQL and Kafka, which name the settings of this service. */
public final class ProjectorRemedies extends InboxRemedies {

    @Override
    public @Nullable String ofDatabase(String sqlState, SQLException failure) {
        return switch (sqlState) {
            // The last one is the driver's: the server requires a password, and none is set.
            case "28P01", "28000", "08004" ->
                "the database rejects this user or password: correct SPRING_DATASOURCE_USERNAME and"
                        + " SPRING_DATASOURCE_PASSWORD, or the server's pg_hba.conf";
            case "3D000" -> "this database does not exist: create it, or correct SPRING_DATASOURCE_URL";
            case "42501" -> "this user lacks a privilege: run the lecture database's migrations, which grant it";
            case "42P01", "42703" ->
                "the tables are missing or older than this program: run the lecture database's migrations";
            default -> super.ofDatabase(sqlState, failure);
        };
    }

    @Override
    public @Nullable String ofKafka(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return "Kafka rejects these credentials: correct projector.kafka.properties.sasl.* or ssl.*";
        }
        if (failure instanceof OversizedRecordsException oversized) {
            return "start this service with a larger heap (-Xmx), or skip the record and the rest of its batch by"
                    + " POST /lecture/skips {\"partition\": "
                    + oversized.partition().partition() + ", \"offset\": "
                    + oversized.first() + "}, or, in the local system, by ./outbox skip --partition "
                    + oversized.partition().partition() + " --offset " + oversized.first();
        }
        if (failure instanceof FencedInstanceIdException) {
            return "give each instance a separate projector.kafka.properties.group.instance.id";
        }
        if (failure instanceof InconsistentGroupProtocolException) {
            return "another kind of consumer is in this group: give it a separate group";
        }
        return failure instanceof InvalidTopicException
                ? "correct projector.channels.in-categoryChanged.destination"
                : super.ofKafka(failure);
    }
}
