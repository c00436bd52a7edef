package com.everyoneslecture.localstack.demonstration;

import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the running system that not every system has, and a demonstration needs.
 *
 * @param component a component that does not always exist; null if it needs none
 * @param link a connection that it cuts; null if it cuts none
 * @param options the options of {@code up} that provide it; empty if it needs none
 */
record Needs(@Nullable ComponentName component, @Nullable Link link, String options) {

    static final Needs NOTHING = new Needs(null, null, "");

    static Needs component(ComponentName component, String options) {
        return new Needs(component, null, options);
    }

    static Needs link(Link link, String options) {
        return new Needs(null, link, options);
    }
}
