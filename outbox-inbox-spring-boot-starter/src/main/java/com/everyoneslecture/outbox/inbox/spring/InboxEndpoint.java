package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.outbox.inbox.ParkedKey;
import com.everyoneslecture.outbox.inbox.ParkedKeys.Retried;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The actuator endpoint {@code inbox}: reads the state of each topic and the parked keys, retries a parked key, and
 * sends the first event of a parked key to the dead letter topic.
 */
@Endpoint(id = "inbox")
final class InboxEndpoint {

    private static final int MOST_KEYS = 1_000;

    private final Inbox inbox;

    InboxEndpoint(Inbox inbox) {
        this.inbox = inbox;
    }

    /**
     * The state of the inbox.
     *
     * @param topics the state of each topic's loop in one word
     * @param parked the parked keys, at most 1,000 of them
     */
    record Description(Map<String, String> topics, List<ParkedKey> parked) {}

    /**
     * The result of a discard.
     *
     * @param discarded false if the key has no waiting event, or if another one is the first by now
     */
    record Discarded(boolean discarded) {}

    @ReadOperation
    Description describe() throws SQLException {
        Map<String, String> topics = inbox.states().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, state -> state.getValue().label()));
        return new Description(topics, inbox.parksKeys() ? inbox.parked().list(MOST_KEYS) : List.of());
    }

    @WriteOperation
    Retried retry(String topic, String key) throws SQLException {
        return inbox.parked().retry(topic, key);
    }

    /** @param first the number of the event that the caller has seen as the first one */
    @DeleteOperation
    Discarded discardFirst(String topic, String key, long first) throws SQLException {
        return new Discarded(inbox.parked().discardFirst(topic, key, first));
    }
}
