package announcements;

/** The effect of an event. It is outside of Kafka, so no transaction of Kafka covers it. */
@FunctionalInterface
interface Announcements {

    /** Announces a change; called on the consumer's threads, one for each partition at a time. A failure causes a retry. */
    void announce(String text);
}
