package com.everyoneslecture.localstack.demonstration;

import com.everyoneslecture.localstack.control.ControlClient;
import com.everyoneslecture.localstack.control.Guide;
import com.everyoneslecture.localstack.control.RunFile;
import com.everyoneslecture.localstack.stack.Capture;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.RelayCommand;
import com.everyoneslecture.localstack.stack.StackLayout;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The demonstrations of the running system, one at a time, each in a thread of its own. */
public final class GuidedDemonstrations implements Guide {

    private final StackLayout layout;
    private final Optional<Capture> capture;
    private @Nullable GuidedPlay play;

    /**
     * Plays nothing yet.
     *
     * @param layout the files of the running system, among them the address of its control channel
     * @param capture the relay's capture; empty for its default
     */
    public GuidedDemonstrations(StackLayout layout, Optional<Capture> capture) {
        this.layout = layout;
        this.capture = capture;
    }

    @Override
    public Overview overview(boolean korean) {
        Texts texts = texts(korean);
        Demonstrations demonstrations = demonstrations(texts, new PrintWriter(Writer.nullWriter()), () -> {});
        GuidedPlay current = current();
        return new Overview(
                Arrays.stream(Demonstration.values())
                        .map(one -> listed(one, texts, demonstrations.missing(one)))
                        .toList(),
                current == null ? null : current.shown());
    }

    private static Listed listed(Demonstration one, Texts texts, @Nullable String missing) {
        return new Listed(
                one.number(),
                texts.title(one),
                texts.prediction(one),
                texts.look(one),
                missing == null ? null : texts.needs(missing));
    }

    @Override
    public synchronized void begin(int number, boolean korean) {
        Demonstration demonstration = Demonstration.of(number)
                .orElseThrow(() -> new IllegalStateException(
                        "there is no demonstration " + number + "; they are 1 to " + Demonstration.values().length));
        GuidedPlay before = play;
        if (before != null && before.isOn()) {
            throw new IllegalStateException(
                    "demonstration " + before.shown().number() + " is being played: play it to its end, or end it");
        }
        GuidedPlay next = new GuidedPlay(demonstration);
        Demonstrations demonstrations = demonstrations(texts(korean), next.out(), next::await);
        String missing = demonstrations.missing(demonstration);
        if (missing != null) {
            throw new IllegalStateException(texts(false).needs(missing));
        }
        play = next;
        next.start(demonstrations);
    }

    @Override
    public void next() {
        GuidedPlay current = current();
        if (current == null || !current.goOn()) {
            throw new IllegalStateException("no demonstration waits for a step");
        }
    }

    @Override
    public void end() {
        GuidedPlay current = current();
        if (current != null) {
            current.end();
        }
    }

    @Override
    public void close() {
        end();
    }

    private synchronized @Nullable GuidedPlay current() {
        return play;
    }

    private Demonstrations demonstrations(Texts texts, PrintWriter out, Demonstrations.Pause pause) {
        RunFile running = RunFile.ofLiving(layout.runFile())
                .orElseThrow(() -> new IllegalStateException("the system is being started or stopped"));
        Map<ComponentName, Integer> ports = new EnumMap<>(ComponentName.class);
        running.ports().forEach((name, port) -> ComponentName.of(name).ifPresent(known -> ports.put(known, port)));
        return new Demonstrations(
                ports,
                new ControlClient(running),
                layout.passwords(),
                new RelayCommand(layout, ports, capture),
                texts,
                out,
                pause);
    }

    private static Texts texts(boolean korean) {
        return Texts.in(korean ? Locale.KOREAN : Locale.ENGLISH);
    }
}
