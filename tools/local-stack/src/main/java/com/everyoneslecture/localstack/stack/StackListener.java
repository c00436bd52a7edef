package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.process.Death;
import java.time.Duration;

/** Receives the changes of components. The default methods do nothing. Called from any thread. */
public interface StackListener {

    /** Called before the server is started. */
    default void starting(LocalServer server) {}

    /** Called when the server serves. */
    default void healthy(LocalServer server, Duration after) {}

    /** Called when the operation is done, with the state as in messages: {@code killed}. */
    default void done(LocalServer server, String what, Duration after) {}

    /** Called when the server has ended by itself; it stays down until it is started. */
    default void died(LocalServer server, Death death) {}
}
