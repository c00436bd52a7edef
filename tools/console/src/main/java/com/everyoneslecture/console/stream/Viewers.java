package com.everyoneslecture.console.stream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The open pages. Both their total number and the number per client address are bounded, so one client cannot take all places. */
final class Viewers implements AutoCloseable {

    static final int MOST = 50;
    static final int MOST_OF_AN_ADDRESS = 10;

    private final Supplier<SseEmitter> emitters;

    /** A page stays here until its thread has ended, so that the limit also covers pages that do not read. */
    private final List<Viewer> open = new CopyOnWriteArrayList<>();

    Viewers(Supplier<SseEmitter> emitters) {
        this.emitters = emitters;
    }

    /**
     * Adds a page.
     *
     * @throws TooManyViewersException if too many are open
     */
    synchronized Viewer open(String address) {
        if (open.size() >= MOST) {
            throw new TooManyViewersException("too many pages are open");
        }
        if (open.stream().filter(viewer -> viewer.address().equals(address)).count() >= MOST_OF_AN_ADDRESS) {
            throw new TooManyViewersException("too many pages are open at " + address);
        }
        Viewer viewer = new Viewer(address, emitters.get(), open::remove);
        open.add(viewer);
        viewer.start();
        return viewer;
    }

    /** Queues an event for each page and never waits. */
    void tell(String name, Object data) {
        open.forEach(viewer -> viewer.tell(name, data));
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Ends all responses. More than once does no harm. */
    @Override
    public void close() {
        open.forEach(Viewer::close);
    }
}
