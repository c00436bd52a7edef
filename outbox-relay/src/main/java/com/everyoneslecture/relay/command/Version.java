package com.everyoneslecture.relay.command;

import picocli.CommandLine.IVersionProvider;

/** What the jar's manifest says. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"outbox-relay " + (version == null ? "(not built as a jar)" : version)};
    }
}
