package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.process.StartFailedException;
import com.everyoneslecture.localstack.stack.Supervisor;

/** Starts servers that may take long if many faults coincide on a small machine. */
final class PatientStart {

    private static final int ATTEMPTS = 3;

    private PatientStart() {}

    /** Returns when all serve. Those that have started keep running, so that a slow machine gets a second and a third attempt. */
    static void ofAll(Supervisor supervisor) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                supervisor.startAll();
                return;
            } catch (StartFailedException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Returns when the server serves. It waits again for a server that is late, but not for one that has ended. */
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
