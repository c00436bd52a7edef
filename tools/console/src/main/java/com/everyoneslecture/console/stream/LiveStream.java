package com.everyoneslecture.console.stream;

import com.everyoneslecture.console.event.EventTail;
import com.everyoneslecture.console.event.EventTimeline;
import com.everyoneslecture.console.flow.Flow;
import com.everyoneslecture.console.flow.FlowSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Polls while a page is open, and sends to all open pages: the stages every two seconds, single events every second. Each poll has its own
 * thread, so that the page can show a frozen database. Both threads end after the last page is closed.
 */
public final class LiveStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    /** There are seven stages, and each request has a cost: they are most of the load that an open page puts on the system. */
    private static final Duration STAGES_INTERVAL = Duration.ofSeconds(2);

    private static final Duration EVENTS_INTERVAL = Duration.ofSeconds(1);

    /** The viewer ends the stream. */
    private static final long NO_TIMEOUT = 0;

    private final Flow flow;
    private final EventTail tail;
    private final History history;
    private final Clock clock;
    private final Viewers viewers = new Viewers(() -> new SseEmitter(NO_TIMEOUT));
    private List<Thread> threads = List.of();

    /** Polls nothing yet. */
    public LiveStream(Flow flow, EventTail tail, History history, Clock clock) {
        this.flow = flow;
        this.tail = tail;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Adds a page.
     *
     * @param address the address of its client
     * @throws TooManyViewersException if too many pages are open
     */
    public synchronized Viewer watch(String address) {
        Viewer viewer = viewers.open(address);
        if (threads.isEmpty()) {
            threads = List.of(
                    thread("stages", STAGES_INTERVAL, this::sendStages),
                    thread("events", EVENTS_INTERVAL, this::sendEvents));
            threads.forEach(Thread::start);
        }
        return viewer;
    }

    /** Sends all open pages the description of a deliberate change, and remembers its time. */
    public void mark(String text) {
        Mark mark = new Mark(clock.instant(), text);
        history.add(mark);
        viewers.tell("mark", mark);
    }

    /** Returns whether a page is open. */
    public boolean isWatched() {
        return !viewers.isEmpty();
    }

    /** Ends all responses. More than once does no harm. */
    @Override
    public synchronized void close() {
        viewers.close();
        threads.forEach(Thread::interrupt);
    }

    private Thread thread(String name, Duration interval, Step step) {
        Thread thread = new Thread(() -> run(interval, step), name);
        thread.setDaemon(true);
        return thread;
    }

    private void run(Duration interval, Step step) {
        try {
            long due = System.nanoTime();
            while (goesOn()) {
                run(step);
                due = Math.max(due + interval.toNanos(), System.nanoTime());
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
        } catch (InterruptedException e) {
            // The console is being stopped.
            return;
        } finally {
            flow.rest();
            tail.rest();
        }
    }

    /**
     * Returns whether the thread goes on. A page that is opened after the last one was closed, and before both threads have noticed, gets
     * two new threads.
     */
    private synchronized boolean goesOn() {
        if (viewers.isEmpty()) {
            threads = List.of();
        }
        return threads.contains(Thread.currentThread());
    }

    private static void run(Step step) throws InterruptedException {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("the pipeline could not be polled");
        }
    }

    private void sendStages() throws InterruptedException {
        FlowSnapshot snapshot = flow.snapshot(tail.figures());
        history.add(Sample.of(snapshot));
        viewers.tell("flow", snapshot);
    }

    private void sendEvents() {
        List<EventTimeline> changed = tail.step();
        if (!changed.isEmpty()) {
            viewers.tell("events", changed);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }
}
