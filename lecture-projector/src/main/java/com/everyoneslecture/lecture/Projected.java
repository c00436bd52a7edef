package com.everyoneslecture.lecture;

/**
 * What one statement did.
 *
 * @param applied events that are in the read model now and were not before, overtaken ones included
 * @param alreadyApplied events that changed nothing
 * @param gaps categories for which a version is missing before the ones that came
 * @param exampleOfGap one of these categories; 0 if there is none
 */
record Projected(int applied, int alreadyApplied, int gaps, long exampleOfGap) {

    static final Projected NOTHING = new Projected(0, 0, 0, 0);

    Projected plus(Projected other) {
        return new Projected(
                applied + other.applied,
                alreadyApplied + other.alreadyApplied,
                gaps + other.gaps,
                Math.max(exampleOfGap, other.exampleOfGap));
    }
}
