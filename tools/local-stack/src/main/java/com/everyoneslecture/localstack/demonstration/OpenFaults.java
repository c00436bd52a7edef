package com.everyoneslecture.localstack.demonstration;

import com.everyoneslecture.localstack.control.ControlClient;
import com.everyoneslecture.localstack.control.ControlException;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.Operation;
import com.everyoneslecture.localstack.stack.Parallel;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The components and connections that a demonstration has broken and not yet repaired. Any thread may use it, also a shutdown hook. */
final class OpenFaults {

    private final Map<ComponentName, Operation> remedies = new EnumMap<>(ComponentName.class);
    private final Set<Link> links = EnumSet.noneOf(Link.class);

    /** Notes the effect of an operation: of one that breaks before it is sent, because the program may end meanwhile. */
    synchronized void note(Operation operation, ComponentName component) {
        switch (operation) {
            case KILL, STOP -> remedies.put(component, Operation.START);
            case PAUSE -> remedies.put(component, Operation.RESUME);
            case START, RESUME -> remedies.remove(component);
        }
    }

    synchronized void cut(Link link) {
        links.add(link);
    }

    synchronized void restored(Link link) {
        links.remove(link);
    }

    /** Returns the commands that repair the open faults. */
    synchronized List<String> remedies() {
        List<String> commands = new ArrayList<>();
        links.forEach(link -> commands.add("./outbox restore " + link));
        remedies.forEach((component, remedy) -> commands.add("./outbox " + remedy + " " + component));
        return commands;
    }

    /** Repairs all at once; a fault that cannot be repaired stays in the list. */
    void repair(ControlClient control) throws InterruptedException {
        brokenLinks().stream()
                .filter(link -> succeeds(() -> control.restore(link)))
                .forEach(this::restored);
        Map<ComponentName, Operation> components = brokenComponents();
        Parallel.run(components.keySet(), component -> {
            Operation remedy = Objects.requireNonNull(components.get(component));
            if (succeeds(() -> control.operate(component, remedy))) {
                note(remedy, component);
            }
        });
    }

    private synchronized Set<Link> brokenLinks() {
        return Set.copyOf(links);
    }

    private synchronized Map<ComponentName, Operation> brokenComponents() {
        return new EnumMap<>(remedies);
    }

    private static boolean succeeds(Runnable remedy) {
        try {
            remedy.run();
            return true;
        } catch (ControlException | UncheckedIOException e) {
            // It stays in the list, which the caller shows.
            return false;
        }
    }
}
