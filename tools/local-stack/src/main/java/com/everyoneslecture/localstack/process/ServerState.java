package com.everyoneslecture.localstack.process;

/**
 * What became of a server, as far as it was done by its handle.
 *
 * <pre>
 * STOPPED --start--> STARTING --serves--> RUNNING --pause--> PAUSED --resume--> RUNNING
 *    ^                                      |  \
 *    +---------------stop-------------------+   +--kill--> KILLED, or by itself: DIED;  both --start--> STARTING
 * </pre>
 */
public enum ServerState {
    STOPPED,
    STARTING,
    RUNNING,
    PAUSED,
    KILLED,
    DIED
}
