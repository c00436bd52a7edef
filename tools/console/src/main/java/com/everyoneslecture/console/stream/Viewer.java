package com.everyoneslecture.console.stream;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * One open page. Its events wait in a bounded queue, and a separate thread sends them, so that a page that does not read delays no other. A
 * page that falls behind by the whole queue is dropped. Used by any thread.
 */
public final class Viewer {

    private static final Logger LOG = LoggerFactory.getLogger(Viewer.class);

    /** About 20 seconds of events. */
    static final int MOST_WAITING = 30;

    private final String address;
    private final SseEmitter emitter;
    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile boolean open = true;
    private volatile boolean slow;

    /**
     * Sends nothing before {@link #start()}.
     *
     * @param address the address of the client
     * @param onEnd called once nothing more is sent
     */
    Viewer(String address, SseEmitter emitter, Consumer<Viewer> onEnd) {
        this.address = address;
        this.emitter = emitter;
        this.thread = new Thread(() -> run(onEnd), "viewer");
        this.thread.setDaemon(true);
        emitter.onCompletion(this::close);
        emitter.onError(failure -> close());
    }

    void start() {
        thread.start();
    }

    /** Returns the emitter that the page's response is written through. */
    public SseEmitter emitter() {
        return emitter;
    }

    String address() {
        return address;
    }

    /** Queues an event and never waits. */
    void tell(String name, Object data) {
        if (open && !waiting.offer(new Event(name, data))) {
            slow = true;
            LOG.atInfo()
                    .addKeyValue("client", address)
                    .log("a page is disconnected because it does not read the " + MOST_WAITING
                            + " events that wait for it");
            close();
        }
    }

    /** Ends the response as soon as the event that is being sent is sent or has failed. Never waits; more than once does no harm. */
    public void close() {
        open = false;
        thread.interrupt();
    }

    private void run(Consumer<Viewer> onEnd) {
        try {
            // Lets a client know that the stream is open before the first poll.
            emitter.send(SseEmitter.event().comment("open"));
            while (open) {
                emitter.send(waiting.take().built());
            }
        } catch (IOException | IllegalStateException e) {
            // The client has left.
            open = false;
        } catch (InterruptedException e) {
            // Closed while no event waited.
            open = false;
        } finally {
            end();
            onEnd.accept(this);
        }
    }

    private void end() {
        // Otherwise the interrupt that ended the thread would end the last write.
        Thread.interrupted();
        try {
            if (slow) {
                emitter.send(SseEmitter.event().name("dropped").data("This page does not read fast enough."));
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a page was closed before its stream was ended", e);
        }
    }

    private record Event(String name, Object data) {

        SseEventBuilder built() {
            return SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON);
        }
    }
}
