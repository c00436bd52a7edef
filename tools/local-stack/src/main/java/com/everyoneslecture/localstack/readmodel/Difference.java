package com.everyoneslecture.localstack.readmodel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A category that the two sides do not have alike.
 *
 * @param id its id
 * @param wanted the version that the category table had when the comparison began; 0 if it did not have the category
 * @param category what the category table has now; null if it does not have it
 * @param read what the read model has; null if it does not have it
 */
record Difference(
        long id,
        long wanted,
        @Nullable Category category,
        @Nullable Category read) {

    static Difference first(long id, @Nullable Category category, @Nullable Category read) {
        return new Difference(id, category == null ? 0 : category.version(), category, read);
    }

    /**
     * Returns the same difference with newer rows. The read model must have been read before the category table: then it can be ahead only
     * if it has a version that the category table has lost.
     */
    Difference withRows(Map<Long, Category> categories, Map<Long, Category> readModel) {
        return new Difference(id, wanted, categories.get(id), readModel.get(id));
    }

    /**
     * Returns whether the two sides are alike, or the read model has what the category table had when the comparison began and follows it
     * since then.
     */
    boolean settled() {
        if (category == null) {
            return read == null || read.deleted();
        }
        if (read == null || read.deleted()) {
            return false;
        }
        return read.version() == category.version()
                ? read.name().equals(category.name())
                : read.version() >= wanted && read.version() < category.version();
    }

    @Override
    public String toString() {
        return "category " + id + ": " + (category == null ? "does not exist" : category) + "; in the read model: "
                + (read == null ? "missing" : read);
    }
}
