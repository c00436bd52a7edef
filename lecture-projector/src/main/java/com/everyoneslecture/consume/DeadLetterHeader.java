package com.everyoneslecture.consume;

/** The headers that a dead letter has besides those of its record; all values are UTF-8. */
public final class DeadLetterHeader {

    /** The class of the fault. */
    public static final String REASON = "dlt_reason";

    /** What exactly is wrong, in words. */
    public static final String DETAIL = "dlt_detail";

    /** The topic that the record was read from. */
    public static final String TOPIC = "dlt_topic";

    /** The partition that it was read from, decimal. */
    public static final String PARTITION = "dlt_partition";

    /** Its offset there, decimal. Topic, partition and offset tell a letter that was written twice. */
    public static final String OFFSET = "dlt_offset";

    /** The consumer group that gave the record up. */
    public static final String GROUP = "dlt_group";

    private DeadLetterHeader() {}
}
