package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.LocalServer;
import java.time.Duration;

/** Hears what happens to components. Called from any thread. */
public interface StackListener {

    /** The server serves. */
    void healthy(LocalServer server, Duration after);

    /** The operation, named as people say it, is done: {@code killed}. */
    void done(LocalServer server, String what, Duration after);

    /** The server has ended by itself, and stays down until it is started. */
    void died(LocalServer server, int exitStatus);
}
