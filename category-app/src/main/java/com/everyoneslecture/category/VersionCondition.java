package com.everyoneslecture.category;

/** A caller's condition on the version of a category at the moment of reading or changing it. */
@FunctionalInterface
public interface VersionCondition {

    /**
     * Checks that the version meets the condition.
     *
     * @throws StaleVersionException if it does not
     */
    void check(long version);
}
