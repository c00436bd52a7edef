package com.everyoneslecture.outbox.inbox;

import org.apiguardian.api.API;

/**
 * The events that one call of a {@link Projection} applied, by their effect.
 *
 * @param applied the events that changed a row, or were overtaken by a later one of the same call
 * @param alreadyApplied the events that changed nothing, because they were applied before
 * @param reissues those of the applied events whose version another event had before
 * @param gaps the aggregates for which a version is missing before the ones that came
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
