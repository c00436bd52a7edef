package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.Guard;
import com.everyoneslecture.outbox.inbox.OnFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The starter's configuration.
 *
 * @param group the consumer group
 * @param topics the topics to read
 * @param kafka properties of all Kafka clients, {@code bootstrap.servers} among them
 * @param guard the guard against repeated events
 * @param keepEventIds the time for which the guard {@code event_id} remembers an event
 * @param onFailure the fate of an event after its last attempt
 * @param attempts how often a failing event is tried in a transaction of its own
 * @param ignoreOtherTypes true to pass over events without a handler; otherwise they fail
 * @param batchSize the most records of one transaction
 * @param schema the schema of the inbox's tables; by default the connection's search path decides
 * @param createTables true to create the tables at the start where they are missing
 * @param transactionManager the name of the transaction manager's bean; by default the only or primary one
 * @param backoff the waits after failures
 */
@ConfigurationProperties("inbox")
record InboxProperties(
        @DefaultValue("") String group,
        @DefaultValue List<String> topics,
        @DefaultValue Map<String, String> kafka,
        @DefaultValue("event_id") Guard guard,
        @DefaultValue("30d") Duration keepEventIds,
        @DefaultValue("halt") OnFailure onFailure,
        @DefaultValue("5") int attempts,
        @DefaultValue("false") boolean ignoreOtherTypes,
        @DefaultValue("500") int batchSize,
        @Nullable String schema,
        @DefaultValue("false") boolean createTables,
        @Nullable String transactionManager,
        @DefaultValue Backoff backoff) {

    /**
     * The waits after failures.
     *
     * @param initial the wait after the first failure, which doubles with each further one
     * @param maximum the longest wait
     * @param halted the wait between two attempts of a topic that has halted
     */
    record Backoff(
            @DefaultValue("200ms") Duration initial,
            @DefaultValue("5s") Duration maximum,
            @DefaultValue("30s") Duration halted) {}
}
