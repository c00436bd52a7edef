package com.everyoneslecture.category;

/** What a caller demands of the version that a category has at the moment of reading or changing it. */
@FunctionalInterface
public interface VersionCondition {

    /**
     * Returns if the version is what the caller demands.
     *
     * @throws StaleVersionException if it is not
     */
    void check(long version);
}
