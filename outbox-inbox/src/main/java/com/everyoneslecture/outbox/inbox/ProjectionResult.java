package com.everyoneslecture.outbox.inbox;

import org.apiguardian.api.API;

/**
 * The events that one call of a {@link Projection} applied, by their effect.
 *
 * @param applied the number of events that changed a row, or were superseded by a later event of the same call
 * @param alreadyApplied the number of events that changed no row, because they were applied before
 * @param reissues the number of applied events whose version another event had before
 * @param gaps the number of aggregates for which a version is missing before those of this call
 */
@API(status = API.Status.STABLE)
public record ProjectionResult(int applied, int alreadyApplied, int reissues, int gaps) {

    static final ProjectionResult NOTHING = new ProjectionResult(0, 0, 0, 0);

    ProjectionResult plus(ProjectionResult other) {
        return new ProjectionResult(
                applied + other.applied,
                alreadyApplied + other.alreadyApplied,
                reissues + other.reissues,
                gaps + other.gaps);
    }
}
