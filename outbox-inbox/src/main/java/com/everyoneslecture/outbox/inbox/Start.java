package com.everyoneslecture.outbox.inbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The offset that reading a partition begins with. */
enum Start {

    /** The stored offset. The group's committed offset is ignored: it is behind after a crash, and ahead after a restore. */
    STORED,

    /**
     * The group's committed offset: the database is from before offsets were stored in it. Until the first row is stored, a
     * restored database cannot be distinguished from an upgraded one.
     */
    COMMITTED,

    /** The beginning: neither the database nor the group has an offset. */
    BEGINNING,

    /** The beginning: the read model is new or was emptied, and contains nothing of this partition. */
    REBUILD,

    /** The beginning: the topic was deleted and created again, so the stored offset is of another topic. */
    NEW_TOPIC;

    static Start of(@Nullable StoredOffset stored, UUID topicId, boolean rebuildDue, boolean committed) {
        if (rebuildDue) {
            return REBUILD;
        }
        if (stored == null) {
            return committed ? COMMITTED : BEGINNING;
        }
        return stored.topicId().equals(topicId) ? STORED : NEW_TOPIC;
    }

    boolean isBeginning() {
        return this == BEGINNING || this == REBUILD || this == NEW_TOPIC;
    }
}
