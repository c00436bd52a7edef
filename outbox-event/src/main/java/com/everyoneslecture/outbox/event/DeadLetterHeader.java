package com.everyoneslecture.outbox.event;

/**
 * The headers that a record in a dead letter topic has besides its own; all values are UTF-8. Who gave it up, the relay or
 * a consumer, shows in them: only a consumer knows a partition, an offset and a group.
 */
public final class DeadLetterHeader {

    /** The kind of the fault, in one word. */
    public static final String REASON = "dlt_reason";

    /** What exactly is wrong, in words. */
    public static final String DETAIL = "dlt_detail";

    /** The topic that the record was read from, or should have gone to. */
    public static final String TOPIC = "dlt_topic";

    /** The partition that it was read from, decimal. */
    public static final String PARTITION = "dlt_partition";

    /** Its offset there, decimal. Topic, partition and offset tell a letter that was written twice. */
    public static final String OFFSET = "dlt_offset";

    /** The consumer group that gave the record up. */
    public static final String GROUP = "dlt_group";

    /**
     * How many bytes the value has that is left out here, decimal: the record is a reference, because not even the dead
     * letter topic takes it whole. The value is in the outbox, in the row whose id is in {@link RecordHeader#ID}.
     */
    public static final String OMITTED_BYTES = "dlt_omitted_bytes";

    private DeadLetterHeader() {}
}
