package com.everyoneslecture.lecture.app;

import com.everyoneslecture.outbox.inbox.PollLoop;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts the loop before the web server takes requests, and stops it after that has ended them. */
@Component
final class PollLoopLifecycle implements SmartLifecycle {

    private final PollLoop loop;
    private volatile boolean running;

    PollLoopLifecycle(PollLoop loop) {
        this.loop = loop;
    }

    @Override
    public void start() {
        running = true;
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
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
