package com.everyoneslecture.localstack.process;

/**
 * The state of a server, as far as its handle has caused it.
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
