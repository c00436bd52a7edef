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
 * <p>Hibernate calls this once per such statement, right after it, whatever caused it: a repository's call, a changed
 * entity at a flush, a merge, a cascade. So there is exactly one event for each version: two changes that one flush
 * writes by one statement are one version and one event; by two flushes, two of each; a flush without a change has no
 * event. A failure here fails the transaction.
 *
 * <p>Statements that bypass the entities (bulk HQL, native SQL, a forced version increment) append no event. The service
 * has none, and the tests of its architecture reject them.
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
        // The deleted row had the last version; the deletion is one more change.
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
