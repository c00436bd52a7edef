package com.everyoneslecture.chaos.cli;

import com.everyoneslecture.chaos.fault.Fault;
import com.everyoneslecture.chaos.fault.Faults;
import com.everyoneslecture.chaos.stack.DockerStack;
import com.everyoneslecture.chaos.stack.ProcessStack;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.Capture;
import com.everyoneslecture.localstack.stack.RelayProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the system runs on. */
enum Substrate {
    LOCAL {
        @Override
        Stack stack(Path home, Path root, RelayProgram relay, Optional<Capture> capture) throws InterruptedException {
            return ProcessStack.below(home.resolve("chaos"), root, home.resolve("programs"), relay, capture);
        }
    },

    DOCKER {
        @Override
        Stack stack(Path home, Path root, RelayProgram relay, Optional<Capture> capture) throws InterruptedException {
            return DockerStack.below(home.resolve("chaos-docker"), root, capture);
        }

        @Override
        boolean supports(Fault fault) {
            return !fault.name().startsWith("slow-") && !fault.name().equals("promote-standby");
        }
    };

    /** The faults that can happen there, in the order in which they are listed. */
    final List<Fault> faults(RelayProgram relay) {
        return Faults.list(relay).stream().filter(this::supports).toList();
    }

    boolean supports(Fault fault) {
        return true;
    }

    /** As people write it: {@code docker}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A system that is the caller's alone; nothing of it is started yet.
     *
     * @param relay the program that runs the relay
     * @param capture of its relay; empty for the relay's default
     */
    abstract Stack stack(Path home, Path root, RelayProgram relay, Optional<Capture> capture)
            throws InterruptedException;
}
