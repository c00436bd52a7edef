package com.everyoneslecture.e2e.cli;

import com.everyoneslecture.e2e.stack.ProcessStack;
import com.everyoneslecture.e2e.stack.Stack;
import java.nio.file.Path;

/** What the system runs on. */
enum Substrate {
    LOCAL {
        @Override
        Stack stack(Path home, Path root) throws InterruptedException {
            return ProcessStack.below(home.resolve("chaos"), root, home.resolve("programs"));
        }
    };

    /** A system that is the caller's alone; nothing of it is started yet. */
    abstract Stack stack(Path home, Path root) throws InterruptedException;
}
