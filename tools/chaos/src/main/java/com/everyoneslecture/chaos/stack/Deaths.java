package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.process.Death;
import com.everyoneslecture.localstack.stack.StackListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The components that have ended although no operation had ended them. Nothing else reports them: a later start hides each. Thread-safe. */
final class Deaths implements StackListener {

    private final Queue<String> since = new ConcurrentLinkedQueue<>();

    @Override
    public void died(LocalServer server, Death death) {
        List<String> log = death.lastLines();
        String last = log.isEmpty() ? "" : "; the end of its log: " + log.get(log.size() - 1);
        add(server.name() + " ended by itself: " + death.reason() + last);
    }

    void add(String death) {
        since.add(death);
    }

    /** Returns the deaths since the last call, oldest first. */
    List<String> take() {
        List<String> taken = new ArrayList<>();
        for (String death = since.poll(); death != null; death = since.poll()) {
            taken.add(death);
        }
        return taken;
    }
}
