package com.everyoneslecture.relay.debezium;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Prevents an engine from streaming until the slot may be taken. Debezium creates the engine's task by its class, so the task
 * finds its hold by a name in its configuration.
 *
 * <p>Thread-safe.
 */
final class StreamHold {

    /** The key of the hold's name in the engine's configuration. */
    static final String NAME = "outbox.stream.hold";

    private static final Map<String, StreamHold> HOLDS = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean released;

    private StreamHold() {}

    /** Creates one, which has to be canceled in the end. */
    static StreamHold create() {
        StreamHold hold = new StreamHold();
        HOLDS.put(hold.name, hold);
        return hold;
    }

    /** Returns the hold with the name; one that was canceled if it was. */
    static StreamHold named(String name) {
        StreamHold hold = HOLDS.get(name);
        if (hold != null) {
            return hold;
        }
        StreamHold gone = new StreamHold();
        gone.cancel();
        return gone;
    }

    String name() {
        return name;
    }

    boolean isReleased() {
        return released;
    }

    /** Lets the engine stream. */
    void release() {
        released = true;
        decided.countDown();
    }

    /** Ends the wait of an engine that was not released, which then does not stream. Has no effect on a released one. */
    void cancel() {
        HOLDS.remove(name);
        decided.countDown();
    }

    /**
     * Returns when the engine may stream.
     *
     * @throws InterruptedException if it may not, because the hold was canceled
     */
    void await() throws InterruptedException {
        decided.await();
        if (!released) {
            throw new InterruptedException("the capture was closed before it streamed");
        }
    }
}
