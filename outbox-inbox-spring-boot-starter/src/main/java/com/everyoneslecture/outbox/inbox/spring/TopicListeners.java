package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.LoopListener;

/** Makes the listener of each topic. */
@FunctionalInterface
interface TopicListeners {

    LoopListener of(String topic);
}
