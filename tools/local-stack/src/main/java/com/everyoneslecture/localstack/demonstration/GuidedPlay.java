package com.everyoneslecture.localstack.demonstration;

import com.everyoneslecture.localstack.control.Guide;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/** A demonstration that waits for its reader before each step. Its own thread plays it; any other may let it go on or end it. */
final class GuidedPlay {

    private static final int MOST_LINES = 500;

    private final Demonstration demonstration;
    private final Lines lines = new Lines();
    private final PrintWriter out = new PrintWriter(lines, true);
    private final Semaphore steps = new Semaphore(0);
    private State state = State.RUNNING;
    private Thread thread = new Thread(() -> {});

    private enum State {
        RUNNING,
        WAITING,
        DONE,
        FAILED,
        ENDED
    }

    GuidedPlay(Demonstration demonstration) {
        this.demonstration = demonstration;
    }

    PrintWriter out() {
        return out;
    }

    synchronized void start(Demonstrations demonstrations) {
        thread = new Thread(() -> become(play(demonstrations)), "demonstration");
        thread.setDaemon(true);
        thread.start();
    }

    private State play(Demonstrations demonstrations) {
        try {
            demonstrations.play(demonstration);
            return State.DONE;
        } catch (InterruptedException e) {
            remedies(demonstrations);
            return State.ENDED;
        } catch (DemonstrationFailedException | IOException e) {
            out.println("demonstration " + demonstration.number() + " failed: " + e.getMessage());
            remedies(demonstrations);
            return State.FAILED;
        } catch (RuntimeException e) {
            out.println("demonstration " + demonstration.number() + " failed: " + e);
            remedies(demonstrations);
            return State.FAILED;
        }
    }

    /** Mends what the interrupt kept from being mended, and prints the commands for what cannot be mended from here. */
    private void remedies(Demonstrations demonstrations) {
        boolean unused = Thread.interrupted();
        try {
            demonstrations.mend();
        } catch (InterruptedException e) {
            // The system is being stopped.
            return;
        }
        demonstrations.remedies().forEach(remedy -> out.println("$ " + remedy));
    }

    /** Waits in the thread of the demonstration until the reader wants the next step. */
    void await() throws InterruptedException {
        become(State.WAITING);
        steps.acquire();
    }

    /** Lets the demonstration go on; returns false if it does not wait. */
    synchronized boolean goOn() {
        if (state != State.WAITING) {
            return false;
        }
        state = State.RUNNING;
        steps.release();
        return true;
    }

    synchronized void end() {
        thread.interrupt();
    }

    synchronized boolean isOn() {
        return state == State.RUNNING || state == State.WAITING;
    }

    private synchronized void become(State next) {
        state = next;
    }

    synchronized Guide.Play shown() {
        return new Guide.Play(demonstration.number(), state.name().toLowerCase(Locale.ROOT), lines.all());
    }

    /** Collects whole lines. */
    private static final class Lines extends Writer {

        private final List<String> whole = new ArrayList<>();
        private final StringBuilder begun = new StringBuilder();

        @Override
        public void write(char[] characters, int offset, int length) {
            synchronized (whole) {
                begun.append(characters, offset, length);
                for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n")) {
                    if (whole.size() < MOST_LINES) {
                        whole.add(begun.substring(0, end).stripTrailing());
                    }
                    begun.delete(0, end + 1);
                }
            }
        }

        List<String> all() {
            synchronized (whole) {
                return List.copyOf(whole);
            }
        }

        @Override
        public void flush() {
            // Lines are whole at once.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
