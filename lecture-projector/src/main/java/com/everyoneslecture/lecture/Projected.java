package com.everyoneslecture.lecture;

/**
 * What one statement did.
 *
 * @param applied events that are in the read model now and were not before, overtaken ones included
 * @param alreadyApplied events that changed nothing
 * @param reissues events that took over a version which another event had before
 * @param exampleOfReissue the category of one of these; 0 if there is none
 * @param gaps categories for which a version is missing before the ones that came
 * @param exampleOfGap one of these categories; 0 if there is none
 */
record Projected(int applied, int alreadyApplied, int reissues, long exampleOfReissue, int gaps, long exampleOfGap) {

    static final Projected NOTHING = new Projected(0, 0, 0, 0, 0, 0);

    Projected plus(Projected other) {
        return new Projected(
                applied + other.applied,
                alreadyApplied + other.alreadyApplied,
                reissues + other.reissues,
                Math.max(exampleOfReissue, other.exampleOfReissue),
                gaps + other.gaps,
                Math.max(exampleOfGap, other.exampleOfGap));
    }
}
