package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The optional parts of the system.
 *
 * @param relays on the one slot, at least one
 * @param standby whether the category database has a standby, to which PostgreSQL copies the relay's slot
 */
public record Deployment(int relays, boolean standby) {

    /** One relay, no standby. */
    public static final Deployment PLAIN = new Deployment(1, false);

    /** The most relays that there can be. */
    public static final int MOST_RELAYS = ComponentName.relays().size();

    /** Returns the names of the relays. */
    public List<ComponentName> relayNames() {
        return ComponentName.relays().subList(0, relays);
    }

    /** Returns all components. */
    public List<ComponentName> components() {
        List<ComponentName> all = new ArrayList<>(ComponentName.pipeline());
        relayNames().stream().filter(relay -> !all.contains(relay)).forEach(all::add);
        if (standby) {
            all.add(ComponentName.CATEGORY_DB_STANDBY);
        }
        return List.copyOf(all);
    }

    /** Returns all connections that can be cut. */
    public List<Link> links() {
        List<Link> all = new ArrayList<>(Link.ofOneRelay());
        for (ComponentName relay : relayNames()) {
            List.of(Link.toKafka(relay), Link.toDatabase(relay)).stream()
                    .filter(link -> !all.contains(link))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    /** Returns any free port for each component that is not in every system. */
    Map<ComponentName, Integer> ports() {
        Map<ComponentName, Integer> ports = new HashMap<>();
        components().stream()
                .filter(component -> !ComponentName.pipeline().contains(component))
                .forEach(component -> ports.put(component, 0));
        return ports;
    }
}
