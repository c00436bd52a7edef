package com.everyoneslecture.lecture.rest;

import com.everyoneslecture.lecture.Rebuild;
import com.everyoneslecture.lecture.Rebuild.PartitionProgress;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.RepresentationModel;
import org.springframework.hateoas.server.core.Relation;

/** A rebuild as it is sent. */
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

    public List<PartitionProgress> getPartitions() {
        return rebuild.partitions();
    }
}
