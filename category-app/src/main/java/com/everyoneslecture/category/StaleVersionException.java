package com.everyoneslecture.category;

/** A category does not have the version that a caller demanded. Nothing was changed. */
public class StaleVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long currentVersion;

    /** @param currentVersion the category's present version */
    public StaleVersionException(long currentVersion) {
        super("The category has version " + currentVersion);
        this.currentVersion = currentVersion;
    }

    /** The version that the category has. */
    public long currentVersion() {
        return currentVersion;
    }
}
