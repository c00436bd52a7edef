package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.process.Death;
import java.time.Duration;

/** Hears what happens to components, and does nothing about it unless it is told what. Called from any thread. */
public interface StackListener {

    /** The server serves. */
    default void healthy(LocalServer server, Duration after) {}

    /** The operation, named as people say it, is done: {@code killed}. */
    default void done(LocalServer server, String what, Duration after) {}

    /** The server has ended by itself, and stays down until it is started. */
    default void died(LocalServer server, Death death) {}
}
