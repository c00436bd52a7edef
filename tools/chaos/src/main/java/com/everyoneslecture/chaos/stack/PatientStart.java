package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.process.StartFailedException;

/** Starts a server that takes its time where many faults come together on a small machine. */
final class PatientStart {

    private static final int ATTEMPTS = 3;

    private PatientStart() {}

    /** Returns when the server serves; waits again for one that is late, and not for one that has ended. */
    static void of(LocalServer server) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                server.start();
                return;
            } catch (StartFailedException e) {
                if (attempt == ATTEMPTS || !server.alive()) {
                    throw e;
                }
            }
        }
    }
}
