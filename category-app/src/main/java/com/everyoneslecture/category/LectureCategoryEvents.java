package com.everyoneslecture.category;

import com.everyoneslecture.outbox.append.NewEvent;
import com.everyoneslecture.outbox.spring.TransactionalOutbox;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Appends an event for every statement that Hibernate executes to insert, update or delete a category.
 *
 * <p>Hibernate calls this once per such statement, right after it, whatever led to it: a repository's call, an entity
 * that was changed and found dirty at a flush, a merge, a cascade. So there is one event for each version, neither more
 * nor fewer: two changes that one flush writes as one statement are one version and one event; written by two flushes
 * they are two of each; a flush that finds nothing changed is none. What fails here fails the transaction.
 *
 * <p>Statements that do not go through an entity (bulk HQL, native SQL, a forced version increment) are not seen. There
 * are none, and the architecture's tests keep it so.
 */
@Component
class LectureCategoryEvents {

    private static final String AGGREGATE_TYPE = "category";
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd-HH:mm:ss", Locale.ROOT);

    private final TransactionalOutbox outbox;
    private final CurrentTrace trace;
    private final Clock clock;
    private final DateTimeFormatter timestamp;

    LectureCategoryEvents(TransactionalOutbox outbox, CurrentTrace trace, Clock clock, CategoryProperties properties) {
        this.outbox = outbox;
        this.trace = trace;
        this.clock = clock;
        this.timestamp = TIMESTAMP.withZone(properties.timeZone());
    }

    @PostPersist
    void inserted(LectureCategory category) {
        append(JobType.INSERT, category, category.version());
    }

    @PostUpdate
    void updated(LectureCategory category) {
        append(JobType.UPDATE, category, category.version());
    }

    @PostRemove
    void deleted(LectureCategory category) {
        // The row is gone with the version it had; its end is one more change.
        append(JobType.DELETE, category, category.version() + 1);
    }

    private void append(JobType jobType, LectureCategory category, long version) {
        Instant occurredAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String payload = new LectureCategoryChanged(timestamp.format(occurredAt), jobType, category).toJson();
        outbox.append(NewEvent.builder(AGGREGATE_TYPE, Long.toString(category.id()))
                .version(version)
                .type(LectureCategoryChanged.EVENT_TYPE)
                .payload(payload)
                .occurredAt(occurredAt)
                .traceParent(trace.traceParent().orElse(null))
                .build());
    }
}
