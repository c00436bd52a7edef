package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.Inbox;
import org.springframework.context.SmartLifecycle;

/** Starts the inbox before the web server takes requests, and stops it after that has ended them. */
final class InboxLifecycle implements SmartLifecycle {

    private final Inbox inbox;
    private volatile boolean running;

    InboxLifecycle(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public void start() {
        running = true;
        inbox.start();
    }

    @Override
    public void stop() {
        inbox.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
