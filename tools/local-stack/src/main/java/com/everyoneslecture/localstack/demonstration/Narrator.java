package com.everyoneslecture.localstack.demonstration;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Prints what a demonstration does and sees, and waits for what it expects. */
final class Narrator {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final PrintWriter out;
    private final Texts texts;
    private final Demonstrations.Pause pause;
    private boolean steps;

    /** Something that may not be there yet. */
    @FunctionalInterface
    interface Question<T> {
        Optional<T> ask() throws InterruptedException;
    }

    /**
     * Something that was awaited.
     *
     * @param value the answer
     * @param seconds how long it took, as text
     */
    record Seen<T>(T value, String seconds) {}

    Narrator(PrintWriter out, Texts texts, Demonstrations.Pause pause) {
        this.out = out;
        this.texts = texts;
        this.pause = pause;
    }

    /** Begins a step: before the next command is carried out, the reader can read it. */
    void next() {
        steps = true;
    }

    /** Prints a command before it is carried out; the first one of a step waits until the reader wants it. */
    void command(String command) throws InterruptedException {
        out.println("$ " + command);
        out.flush();
        if (steps) {
            steps = false;
            pause.await();
        }
    }

    /** Prints the text of that key with these arguments. */
    void seen(String key, Object... arguments) {
        out.println("  " + texts.of(key, arguments));
        out.flush();
    }

    /**
     * Asks until there is an answer.
     *
     * @param what what is awaited, for the failure
     * @throws DemonstrationFailedException if there is no answer within 90 s
     */
    <T> Seen<T> await(String what, Question<T> question) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            Optional<T> answer = question.ask();
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            if (answer.isPresent()) {
                return new Seen<>(answer.get(), String.format(Locale.ROOT, "%.1f", waited.toMillis() / 1000.0));
            }
            if (waited.compareTo(PATIENCE) > 0) {
                throw new DemonstrationFailedException("not seen within " + PATIENCE.toSeconds() + " s: " + what);
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
