package com.everyoneslecture.lecture.rest;

import com.everyoneslecture.outbox.inbox.Rebuild;
import com.everyoneslecture.outbox.inbox.Rebuild.PartitionProgress;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.RepresentationModel;
import org.springframework.hateoas.server.core.Relation;

/** The representation of a rebuild. */
@Relation(itemRelation = "rebuild", collectionRelation = "rebuilds")
final class RebuildModel extends RepresentationModel<RebuildModel> {

    private final Rebuild rebuild;

    RebuildModel(Rebuild rebuild) {
        this.rebuild = rebuild;
    }

    public Instant getRequestedAt() {
        return rebuild.requestedAt();
    }

    public String getState() {
        if (rebuild.superseded()) {
            return "SUPERSEDED";
        }
        return rebuild.isDone() ? "DONE" : "RUNNING";
    }

    public long getRemainingRecords() {
        return rebuild.remaining();
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public @Nullable String getWarning() {
        return rebuild.isIncomplete()
                ? "The topic had dropped its oldest records: categories that have not changed since are missing."
                : null;
    }

    public List<PartitionModel> getPartitions() {
        return rebuild.partitions().stream().map(PartitionModel::of).toList();
    }

    /**
     * The progress of one partition of the topic.
     *
     * @param committedOffset the next offset to apply, as stored in the database; meaningless unless {@code rewound}
     */
    record PartitionModel(int partition, long firstOffset, long targetOffset, boolean rewound, long committedOffset) {

        static PartitionModel of(PartitionProgress progress) {
            return new PartitionModel(
                    progress.partition(),
                    progress.firstOffset(),
                    progress.targetOffset(),
                    progress.rewound(),
                    progress.appliedOffset());
        }
    }
}
