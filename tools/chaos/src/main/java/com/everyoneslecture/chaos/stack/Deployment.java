package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.RelayProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The components of the system.
 *
 * @param program the program that runs the relay
 * @param relays the number of relays on the one slot, at least one; one with Kafka Connect
 * @param standby whether the category database has a standby, to which PostgreSQL copies the relay's slot
 */
public record Deployment(RelayProgram program, int relays, boolean standby) {

    /** A deployment with one relay and without a standby. */
    public static final Deployment PLAIN = new Deployment(RelayProgram.SERVICE, 1, false);

    /** The maximum number of relays. */
    public static final int MOST_RELAYS = ComponentName.relays().size();

    /** Returns whether it has parts that are optional: further relays or a standby. */
    public boolean hasOptionalParts() {
        return relays > 1 || standby;
    }

    /** Returns the names of the relays on the slot that run as services. */
    public List<ComponentName> relayNames() {
        return program == RelayProgram.SERVICE ? ComponentName.relays().subList(0, relays) : List.of();
    }

    /** Returns all components. */
    public List<ComponentName> components() {
        List<ComponentName> all = new ArrayList<>(ComponentName.pipeline(program));
        relayNames().stream().filter(relay -> !all.contains(relay)).forEach(all::add);
        if (standby) {
            all.add(ComponentName.CATEGORY_DB_STANDBY);
        }
        return List.copyOf(all);
    }

    /** Returns all connections that can be cut. */
    public List<Link> links() {
        Set<Link> all = new LinkedHashSet<>(Link.ofOneRelay());
        all.addAll(program.links());
        relayNames().forEach(relay -> all.addAll(List.of(Link.toKafka(relay), Link.toDatabase(relay))));
        return List.copyOf(all);
    }

    /** Returns any free port for each optional component. */
    Map<ComponentName, Integer> ports() {
        Map<ComponentName, Integer> ports = new HashMap<>();
        components().stream()
                .filter(component -> !ComponentName.pipeline().contains(component))
                .forEach(component -> ports.put(component, 0));
        return ports;
    }
}
