package com.everyoneslecture.deployment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code docker-compose.yml} with an overlay, such as {@code deploy/secure/docker-compose.yml}, by the rules of Compose. */
final class OverlaidCompose {

    private final Tree base = Tree.of(Repository.read("docker-compose.yml"));
    private final Tree overlay;

    /** @param overlay its path in the repository */
    OverlaidCompose(String overlay) {
        this.overlay = Tree.of(Repository.read(overlay));
    }

    /** Returns the names of all services. */
    Set<String> services() {
        Set<String> names = new LinkedHashSet<>(base.at("services").keys());
        names.addAll(overlay.at("services").keys());
        return names;
    }

    /** Returns the variables of a service's environment: the overlay's replace those of the same name. */
    Map<String, String> environment(String service) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (Tree file : List.of(base, overlay)) {
            Tree variables = file.at("services", service, "environment");
            variables
                    .keys()
                    .forEach(name -> environment.put(name, variables.at(name).text()));
        }
        return environment;
    }

    /** Returns the security protocol of each listener of a broker, by the listener's name. */
    Map<String, String> listenerProtocols(String broker) {
        String protocols = environment(broker).getOrDefault("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "");
        return Arrays.stream(protocols.split(",", -1))
                .map(entry -> entry.split(":", 2))
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
    }

    /** Returns the arguments of a service's command: the overlay's replace all. */
    List<String> command(String service) {
        List<String> replacement = texts(overlay.at("services", service, "command"));
        return replacement.isEmpty() ? baseCommand(service) : replacement;
    }

    List<String> baseCommand(String service) {
        return texts(base.at("services", service, "command"));
    }

    /** Returns the mounts of a service: those of both files. */
    List<String> mounts(String service) {
        List<String> mounts = new ArrayList<>(texts(base.at("services", service, "volumes")));
        mounts.addAll(texts(overlay.at("services", service, "volumes")));
        return mounts;
    }

    /** Returns the names of the services that mount this volume. */
    List<String> mounting(String volume) {
        return services().stream()
                .filter(service -> mounts(service).stream().anyMatch(mount -> mount.startsWith(volume + ":")))
                .toList();
    }

    /** Returns the names of the services that a service waits for, in whatever state. */
    Set<String> dependencies(String service) {
        Set<String> names =
                new LinkedHashSet<>(base.at("services", service, "depends_on").keys());
        names.addAll(overlay.at("services", service, "depends_on").keys());
        return names;
    }

    /** Returns the volumes that the overlay adds. */
    List<String> addedVolumes() {
        return overlay.at("volumes").keys();
    }

    /** Returns a service as in the overlay. */
    Tree added(String service) {
        return overlay.at("services", service);
    }

    private static List<String> texts(Tree list) {
        return list.elements().stream().map(Tree::text).toList();
    }
}
