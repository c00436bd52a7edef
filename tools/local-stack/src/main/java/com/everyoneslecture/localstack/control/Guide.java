package com.everyoneslecture.localstack.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays demonstrations step by step for a reader elsewhere. Any thread may call. */
public interface Guide extends AutoCloseable {

    /**
     * Returns the demonstrations, and the one that was begun last.
     *
     * @param korean whether the texts are in Korean; otherwise in English
     */
    Overview overview(boolean korean);

    /**
     * Begins a demonstration. It waits before its first step.
     *
     * @throws IllegalStateException if there is no such demonstration, the system cannot show it, or another one is being played
     */
    void begin(int number, boolean korean);

    /**
     * Lets the demonstration carry out the step that it waits before.
     *
     * @throws IllegalStateException if it does not wait
     */
    void next();

    /** Ends the demonstration early and mends what it has broken. Does nothing if none is being played. */
    void end();

    /** Ends the demonstration like {@link #end()}. */
    @Override
    void close();

    /**
     * All demonstrations.
     *
     * @param play the one that was begun last; null if none was
     */
    record Overview(List<Listed> demonstrations, @Nullable Play play) {}

    /**
     * A demonstration.
     *
     * @param prediction what will happen
     * @param look what to look at on the console's page
     * @param needs how to start a system that can show it; null if the running one can
     */
    record Listed(
            int number,
            String title,
            String prediction,
            String look,
            @Nullable String needs) {}

    /**
     * A demonstration that was begun.
     *
     * @param state {@code waiting} before the command in its last line, {@code running}, {@code done}, {@code failed} or {@code ended}
     * @param lines what it has printed: commands begin with {@code $}, observations with two spaces
     */
    record Play(int number, String state, List<String> lines) {}
}
