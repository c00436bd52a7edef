package com.everyoneslecture.outbox.event;

/**
 * The headers that a dead letter has besides the headers of the original record; all values are UTF-8. They show whether the
 * relay or a consumer gave the record up: only a consumer writes a partition, an offset and a group.
 */
public final class DeadLetterHeader {

    /** The kind of the fault, in one word. */
    public static final String REASON = "dlt_reason";

    /** The exact problem, in words. */
    public static final String DETAIL = "dlt_detail";

    /** The topic that the record was read from, or for which it was intended. */
    public static final String TOPIC = "dlt_topic";

    /** The partition that it was read from, decimal. */
    public static final String PARTITION = "dlt_partition";

    /** Its offset there, decimal. A dead letter that was written twice has the same topic, partition and offset both times. */
    public static final String OFFSET = "dlt_offset";

    /** The consumer group that gave the record up. */
    public static final String GROUP = "dlt_group";

    /**
     * The size of a value that was left out, in bytes, decimal. Such a dead letter is a reference, because the value is too
     * large even for the dead letter topic. The value is in the outbox, in the row whose id is in {@link RecordHeader#ID}.
     */
    public static final String OMITTED_BYTES = "dlt_omitted_bytes";

    private DeadLetterHeader() {}
}
