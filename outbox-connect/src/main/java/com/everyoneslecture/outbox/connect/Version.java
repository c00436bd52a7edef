package com.everyoneslecture.outbox.connect;

/** The version of the plugin. */
final class Version {

    private Version() {}

    /** Returns the version in the jar's manifest; {@code development} if there is none. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
