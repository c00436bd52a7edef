package com.everyoneslecture.outbox.inbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The offset that reading a partition begins with. */
enum Start {

    /** The stored offset. The group's committed offset is ignored: it is behind after a crash, and ahead after a restore. */
    STORED,

    /**
     * The beginning: the database has no offset of this partition. The group's committed offset is ignored here as well: it may be of a
     * consumer that is no member of the inbox.
     */
    BEGINNING,

    /** The beginning: the read model is new or was emptied, and contains nothing of this partition. */
    REBUILD,

    /** The beginning: the topic was deleted and created again, so the stored offset is of another topic. */
    NEW_TOPIC;

    static Start of(@Nullable StoredOffset stored, UUID topicId, boolean rebuildDue) {
        if (rebuildDue) {
            return REBUILD;
        }
        if (stored == null) {
            return BEGINNING;
        }
        return stored.topicId().equals(topicId) ? STORED : NEW_TOPIC;
    }

    boolean isBeginning() {
        return this == BEGINNING || this == REBUILD || this == NEW_TOPIC;
    }
}
