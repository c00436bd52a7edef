package com.everyoneslecture.outbox.event;

import java.util.Locale;

/**
 * The headers of a record: CloudEvents 1.0 in binary mode, as its
 * <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 * binding</a> writes them. All values are UTF-8.
 */
public final class RecordHeader {

    /** Always {@value #SPEC_VERSION_VALUE}. */
    public static final String SPEC_VERSION = "ce_specversion";

    /** The version of CloudEvents that these headers follow. */
    public static final String SPEC_VERSION_VALUE = "1.0";

    /** The event id, a UUID; the same in every delivery of the event. */
    public static final String ID = "ce_id";

    /** The event's type, such as {@code LectureCategoryChanged}. */
    public static final String TYPE = "ce_type";

    /** The service that the event comes from, a URI reference, such as {@code /category}. */
    public static final String SOURCE = "ce_source";

    /** The time at which the event occurred: RFC 3339, UTC. */
    public static final String TIME = "ce_time";

    /** The aggregate id. */
    public static final String SUBJECT = "ce_subject";

    /** The aggregate version: decimal digits, rising by one with each change of the aggregate. */
    public static final String AGGREGATE_VERSION = "ce_aggregateversion";

    /** The media type of the value. */
    public static final String CONTENT_TYPE = "content-type";

    /** W3C trace context; absent if the event was written outside a trace. */
    public static final String TRACEPARENT = "traceparent";

    /**
     * The time at which a replay wrote the record: RFC 3339, UTC. A record that the relay wrote does not have it. A replayed
     * record is the same event with the same id, and may follow later versions of its aggregate.
     */
    public static final String REPLAYED = "replayed";

    private RecordHeader() {}

    /**
     * Returns whether the relay or a consumer of dead letters writes a header of this name: {@code ce_…}, {@code dlt_…}, or one
     * of the other names of this class. An application's own headers must have other names.
     */
    public static boolean isReserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("ce_")
                || lower.startsWith("dlt_")
                || lower.equals(CONTENT_TYPE)
                || lower.equals(TRACEPARENT)
                || lower.equals(REPLAYED);
    }
}
