package com.everyoneslecture.outbox.append;

import com.everyoneslecture.outbox.append.EventRejectedException.Reason;
import java.time.Instant;
import java.util.regex.Pattern;

/** The table's rules, checked before anything is sent: an event that breaks one is named exactly, also among many. */
final class EventRules {

    private static final Pattern MEDIA_TYPE = Pattern.compile("[!#-.0-9A-Z^-z]+/[!#-.0-9A-Z^-z]+( *;[ -~]*)?");
    private static final Pattern RESERVED = Pattern.compile(
            "(ce_|dlt_).*|content-type|traceparent|replayed", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int MOST_NAME_BYTES = 255;
    private static final int MOST_PAYLOAD_BYTES = 524_288;
    private static final int MOST_HEADER_BYTES = 16_384;
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private final TableName table;

    EventRules(TableName table) {
        this.table = table;
    }

    /**
     * Checks an event and returns the size of its payload and headers in bytes.
     *
     * @throws EventRejectedException if it breaks a rule
     */
    long check(NewEvent event) {
        checkedSize(event, Reason.AGGREGATE_TYPE, "aggregate type", event.aggregateType(), MOST_NAME_BYTES);
        checkedSize(event, Reason.AGGREGATE_ID, "aggregate id", event.aggregateId(), MOST_NAME_BYTES);
        checkedSize(event, Reason.TYPE, "type", event.type(), MOST_NAME_BYTES);
        Long version = event.aggregateVersion();
        if (version != null && version <= 0) {
            throw rejected(event, Reason.VERSION, "the version is not positive");
        }
        if (event.occurredAt().isBefore(Instant.EPOCH) || !event.occurredAt().isBefore(AFTER_LAST)) {
            throw rejected(event, Reason.TIME, "it occurred at " + event.occurredAt());
        }
        if (event.recordKey() != null) {
            checkedSize(event, Reason.RECORD_KEY, "record key", event.recordKey(), MOST_NAME_BYTES);
        }
        String contentType = event.contentType();
        if (contentType != null
                && (contentType.length() > MOST_NAME_BYTES
                        || !MEDIA_TYPE.matcher(contentType).matches())) {
            throw rejected(event, Reason.CONTENT_TYPE, "the content type is not a media type");
        }
        return checkedHeaders(event) + checkedPayload(event);
    }

    private long checkedHeaders(NewEvent event) {
        if (event.headers().isEmpty()) {
            return 0;
        }
        for (String name : event.headers().keySet()) {
            if (RESERVED.matcher(name).matches()) {
                throw rejected(event, Reason.HEADER_NAME, "the header " + name + " has a reserved name");
            }
        }
        event.headers().forEach((name, value) -> requireCharacters(event, "header", name + value));
        return checkedSize(
                event, Reason.HEADERS_SIZE, "headers as JSON", HeaderText.of(event.headers()), MOST_HEADER_BYTES);
    }

    private long checkedPayload(NewEvent event) {
        String text = event.payload().text();
        if (text != null) {
            return checkedSize(event, Reason.PAYLOAD_SIZE, "payload", text, MOST_PAYLOAD_BYTES);
        }
        byte[] bytes = event.payload().bytes();
        int length = bytes == null ? 0 : bytes.length;
        if (length > MOST_PAYLOAD_BYTES) {
            throw rejected(
                    event,
                    Reason.PAYLOAD_SIZE,
                    "the payload has " + length + " bytes, allowed are up to " + MOST_PAYLOAD_BYTES);
        }
        return length;
    }

    private long requireCharacters(NewEvent event, String part, String text) {
        long bytes = Utf8Length.of(text);
        if (bytes == Utf8Length.NONE) {
            throw rejected(event, Reason.CHARACTERS, "the " + part + " cannot be stored");
        }
        return bytes;
    }

    private long checkedSize(NewEvent event, Reason reason, String part, String text, int most) {
        long bytes = requireCharacters(event, part, text);
        if (bytes == 0 || bytes > most) {
            throw rejected(event, reason, "the " + part + " has " + bytes + " bytes, allowed are 1 to " + most);
        }
        return bytes;
    }

    private EventRejectedException rejected(NewEvent event, Reason reason, String detail) {
        return EventRejectedException.before(event, table, reason, detail);
    }
}
