package com.everyoneslecture.localstack.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;

/**
 * SIGINT and SIGTERM, as requests that are carried out in order instead of at once. A second one changes nothing: every wait
 * of the stopping is bounded.
 *
 * <p>The JDK has no public interface for this; by reflection it is within reach on every JDK. Where it is not, the JVM's
 * own handling stays, with the shutdown hooks.
 */
public final class TerminationSignals {

    /** Exit status of who was ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();

    /** Catches both from now on. */
    public static TerminationSignals caught() {
        TerminationSignals signals = new TerminationSignals();
        signals.handle("INT", INTERRUPTED);
        signals.handle("TERM", 0);
        return signals;
    }

    /** Completes, with the exit status that fits, when one of them has come. */
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
            // Stays with the JVM, which runs the shutdown hooks.
            return;
        }
    }
}
