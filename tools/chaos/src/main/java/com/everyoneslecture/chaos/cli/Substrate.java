package com.everyoneslecture.chaos.cli;

import com.everyoneslecture.chaos.fault.Fault;
import com.everyoneslecture.chaos.stack.Deployment;
import com.everyoneslecture.chaos.stack.DockerStack;
import com.everyoneslecture.chaos.stack.ProcessStack;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.Capture;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The substrate on which the system runs. */
enum Substrate {
    LOCAL {
        @Override
        Stack stack(Path home, Path root, Deployment deployment, Optional<Capture> capture)
                throws InterruptedException {
            return ProcessStack.below(home.resolve("chaos"), root, home.resolve("programs"), deployment, capture);
        }
    },

    DOCKER {
        @Override
        Stack stack(Path home, Path root, Deployment deployment, Optional<Capture> capture)
                throws InterruptedException {
            return DockerStack.below(home.resolve("chaos-docker"), root, capture);
        }

        @Override
        boolean supports(Fault fault) {
            return !fault.name().startsWith("slow-") && !fault.name().equals("promote-standby");
        }

        @Override
        boolean supports(Deployment deployment) {
            return deployment.equals(Deployment.PLAIN);
        }
    };

    boolean supports(Fault fault) {
        return true;
    }

    boolean supports(Deployment deployment) {
        return true;
    }

    /** Returns the name on the command line: {@code docker}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns a system that only the caller uses, without starting it.
     *
     * @param deployment a deployment that this substrate supports
     * @param capture the capture of its relays; empty for their default
     */
    abstract Stack stack(Path home, Path root, Deployment deployment, Optional<Capture> capture)
            throws InterruptedException;
}
