package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.ClassArchives;
import com.everyoneslecture.localstack.control.RunFile;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Secrets;
import com.everyoneslecture.localstack.stack.StackLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The directory of this invocation, which the script passes. */
final class Home {

    private Home() {}

    static StackLayout layout() {
        Path root = Path.of(System.getProperty("outbox.root", "."));
        return new StackLayout(
                Path.of(System.getProperty(
                        "outbox.home", root.resolve(".outbox").toString())),
                root);
    }

    /** Archives of classes, unless the environment switches them off. */
    static ClassArchives archives() {
        return "off".equals(System.getenv("OUTBOX_CLASS_ARCHIVES"))
                ? ClassArchives.none()
                : ClassArchives.in(layout().archives());
    }

    /** Returns the file of the running {@code up}. */
    static RunFile running() {
        StackLayout layout = layout();
        return RunFile.ofLiving(layout.runFile()).orElseThrow(() -> new IllegalStateException(nothingRuns(layout)));
    }

    /** Returns the passwords of the databases. */
    static Secrets secrets() {
        return layout().passwords();
    }

    /** Returns the ports of the running components. */
    static Map<ComponentName, Integer> ports(RunFile running) {
        Map<ComponentName, Integer> ports = new EnumMap<>(ComponentName.class);
        running.ports().forEach((name, port) -> ComponentName.of(name).ifPresent(known -> ports.put(known, port)));
        return ports;
    }

    /** Returns the message that no {@code up} is running, with the remedy. */
    static String nothingRuns() {
        return nothingRuns(layout());
    }

    private static String nothingRuns(StackLayout layout) {
        // An `up` that ends normally deletes the file.
        return Files.exists(layout.runFile())
                ? "no `up` is running, because the last one was killed; to end the processes that it left and to start"
                        + " again, run in another terminal: ./outbox up"
                : "no `up` is running; start one in another terminal with: ./outbox up";
    }
}
