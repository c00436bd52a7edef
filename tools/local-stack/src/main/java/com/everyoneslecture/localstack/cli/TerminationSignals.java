package com.everyoneslecture.localstack.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;

/**
 * Handles SIGINT and SIGTERM as requests for an orderly stop. A second signal changes nothing, because each wait during the stop is limited.
 *
 * <p>The JDK has no public interface for this, but every JDK makes it accessible by reflection. If it is not accessible, the JVM's own
 * handling with the shutdown hooks stays.
 */
public final class TerminationSignals {

    /** The exit status of a process that was ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();

    /** Catches both signals from now on. */
    public static TerminationSignals caught() {
        TerminationSignals signals = new TerminationSignals();
        signals.handle("INT", INTERRUPTED);
        signals.handle("TERM", 0);
        return signals;
    }

    /** Completes with the matching exit status when one of them arrives. */
    public CompletableFuture<Integer> exitStatus() {
        return exitStatus;
    }

    private void handle(String name, int status) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    TerminationSignals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            exitStatus.complete(status);
                        }
                        return null;
                    });
            Object caught = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, caught, proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // The JVM keeps handling the signal, and runs the shutdown hooks.
            return;
        }
    }
}
