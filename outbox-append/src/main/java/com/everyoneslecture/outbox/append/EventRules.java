package com.everyoneslecture.outbox.append;

import com.everyoneslecture.outbox.append.EventRejectedException.Reason;
import java.time.Instant;
import java.util.regex.Pattern;

/** The table's rules, checked before anything is sent: an event that breaks one is named exactly, also among many. */
final class EventRules {

    private static final Pattern AGGREGATE_TYPE = Pattern.compile("[a-z][A-Za-z0-9]{0,99}");
    private static final int MOST_NAME_BYTES = 255;
    private static final int MOST_PAYLOAD_BYTES = 524_288;
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private final TableName table;

    EventRules(TableName table) {
        this.table = table;
    }

    /**
     * Checks an event and returns the size of its payload in bytes.
     *
     * @throws EventRejectedException if it breaks a rule
     */
    long check(NewEvent event) {
        if (!AGGREGATE_TYPE.matcher(event.aggregateType()).matches()) {
            throw rejected(event, Reason.AGGREGATE_TYPE, "the aggregate type is not a name");
        }
        checkedSize(event, Reason.AGGREGATE_ID, "aggregate id", event.aggregateId(), MOST_NAME_BYTES);
        checkedSize(event, Reason.TYPE, "type", event.type(), MOST_NAME_BYTES);
        Long version = event.aggregateVersion();
        if (version != null && version <= 0) {
            throw rejected(event, Reason.VERSION, "the version is not positive");
        }
        if (event.occurredAt().isBefore(Instant.EPOCH) || !event.occurredAt().isBefore(AFTER_LAST)) {
            throw rejected(event, Reason.TIME, "it occurred at " + event.occurredAt());
        }
        return checkedSize(event, Reason.PAYLOAD_SIZE, "payload", event.payload(), MOST_PAYLOAD_BYTES);
    }

    private long checkedSize(NewEvent event, Reason reason, String part, String text, int most) {
        long bytes = Utf8Length.of(text);
        if (bytes == Utf8Length.NONE) {
            throw rejected(event, Reason.CHARACTERS, "the " + part + " cannot be stored");
        }
        if (bytes == 0 || bytes > most) {
            throw rejected(event, reason, "the " + part + " has " + bytes + " bytes, allowed are 1 to " + most);
        }
        return bytes;
    }

    private EventRejectedException rejected(NewEvent event, Reason reason, String detail) {
        return EventRejectedException.before(event, table, reason, detail);
    }
}
