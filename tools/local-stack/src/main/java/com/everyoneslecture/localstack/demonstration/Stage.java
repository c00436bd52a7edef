package com.everyoneslecture.localstack.demonstration;

import com.everyoneslecture.localstack.control.ControlClient;
import com.everyoneslecture.localstack.demonstration.Narrator.Seen;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.Operation;
import com.everyoneslecture.localstack.stack.RelayProgram;
import com.everyoneslecture.localstack.stack.Secrets;
import com.everyoneslecture.localstack.status.ComponentStatus;
import com.everyoneslecture.localstack.status.RelayStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The components of the running system, as a demonstration breaks, mends and observes them. Each method prints the command that does the same
 * by hand, and what was seen.
 *
 * @param ports the ports of the running components
 */
record Stage(
        Map<ComponentName, Integer> ports,
        ControlClient control,
        Secrets secrets,
        Cluster cluster,
        OpenFaults broken,
        Narrator narrator) {

    private static final long ENOUGH = 50;
    private static final Set<Operation> BREAKING = Set.of(Operation.KILL, Operation.STOP, Operation.PAUSE);

    /** Returns the components that run the relay. */
    List<ComponentName> relays() {
        return present(Stream.concat(ComponentName.relays().stream(), RelayProgram.CONNECT.components().stream()));
    }

    List<ComponentName> brokers() {
        return present(ComponentName.brokers().stream());
    }

    List<ComponentName> projectors() {
        return present(ComponentName.projectors().stream());
    }

    /** Returns all components but the console. */
    List<ComponentName> everything() {
        return present(Stream.of(ComponentName.values()).filter(name -> name != ComponentName.CONSOLE));
    }

    private List<ComponentName> present(Stream<ComponentName> names) {
        return names.filter(ports::containsKey).toList();
    }

    void kill(List<ComponentName> components) throws InterruptedException {
        operate(Operation.KILL, components);
    }

    void start(List<ComponentName> components) throws InterruptedException {
        operate(Operation.START, components);
    }

    void pause(List<ComponentName> components) throws InterruptedException {
        operate(Operation.PAUSE, components);
    }

    void resume(List<ComponentName> components) throws InterruptedException {
        operate(Operation.RESUME, components);
    }

    private void operate(Operation operation, List<ComponentName> components) throws InterruptedException {
        narrator.next();
        narrator.command("./outbox " + operation + " "
                + components.stream().map(ComponentName::toString).collect(Collectors.joining(" ")));
        boolean breaks = BREAKING.contains(operation);
        if (breaks) {
            components.forEach(component -> broken.note(operation, component));
        }
        control.operate(components, operation);
        if (!breaks) {
            components.forEach(component -> broken.note(operation, component));
        }
    }

    /** Fails over and returns the component that was the primary. */
    ComponentName promote() throws InterruptedException {
        narrator.next();
        narrator.command("./outbox promote category-db");
        boolean back = control.promote().name().equals(ComponentName.CATEGORY_DB.toString());
        ComponentName former = back ? ComponentName.CATEGORY_DB_STANDBY : ComponentName.CATEGORY_DB;
        broken.note(Operation.KILL, former);
        return former;
    }

    void dropSlot() throws InterruptedException {
        narrator.next();
        narrator.command("./outbox drop-slot");
        control.dropSlot();
    }

    /** Returns the connections of all relays to the brokers: with one of them cut, another relay would take over. */
    List<Link> linksToBrokers() {
        return ports.containsKey(ComponentName.CONNECT_WORKER)
                ? List.of(Link.RELAY_KAFKA, Link.WORKER_2_KAFKA).subList(0, relays().size())
                : relays().stream().map(Link::toKafka).toList();
    }

    void cut(List<Link> links) throws InterruptedException {
        narrator.next();
        for (Link link : links) {
            narrator.command("./outbox cut " + link);
            broken.cut(link);
            control.cut(link);
        }
    }

    void restore(List<Link> links) throws InterruptedException {
        narrator.next();
        for (Link link : links) {
            narrator.command("./outbox restore " + link);
            control.restore(link);
            broken.restored(link);
        }
    }

    /**
     * Starts a service that publishes after its commits, freezes the brokers, kills the service before they run again, and counts the rows
     * without an event.
     */
    void publishAfterTheCommitAndBreak() throws InterruptedException {
        narrator.next();
        int database = Objects.requireNonNull(ports.get(ComponentName.LECTURE_DB));
        try (AfterCommit service = new AfterCommit(database, secrets.superuser(ComponentName.LECTURE_DB), cluster)) {
            narrator.seen("afterCommit", service.pid());
            narrator.await(
                    "published records", () -> Optional.of(service.records()).filter(records -> records >= ENOUGH));
            pause(brokers());
            long before = service.rows();
            narrator.await(
                    "rows committed without a broker",
                    () -> Optional.of(service.rows()).filter(rows -> rows >= before + ENOUGH));
            narrator.next();
            narrator.command("kill -9 " + service.pid());
            service.kill();
            resume(brokers());
            long rows = service.rows();
            long records = narrator.await("the topic", () -> Optional.of(service.records()))
                    .value();
            narrator.seen("lost", rows, records, rows - records);
            if (rows == records) {
                throw new DemonstrationFailedException(
                        "the service that publishes after its commits should lose events");
            }
        }
    }

    /** Waits until one of the relays reports that it is not ready, and prints the reason. */
    void awaitRelayDown() throws InterruptedException {
        narrator.command("./outbox status");
        List<String> relays = relays().stream().map(ComponentName::toString).toList();
        ComponentStatus down = narrator.await(
                        "a relay reports the failure",
                        () -> control.status().components().stream()
                                .filter(status -> relays.contains(status.name()) && !status.healthy())
                                .findFirst())
                .value();
        narrator.seen("down", down.name(), String.valueOf(down.reason()));
    }

    /** Returns the relay that streams. */
    ComponentName streamingRelay() throws InterruptedException {
        narrator.command("./outbox status");
        ComponentName streaming = narrator.await("a relay that streams", () -> relayIn("streaming"))
                .value();
        narrator.seen("streaming", streaming);
        return streaming;
    }

    void awaitStandby(ComponentName relay) throws InterruptedException {
        narrator.command("./outbox status");
        Seen<ComponentName> seen =
                narrator.await(relay + " on standby", () -> relayIn("standby").filter(relay::equals));
        narrator.seen("standby", relay, seen.seconds());
    }

    private Optional<ComponentName> relayIn(String state) {
        return control.status().relays().stream()
                .filter(relay -> state.equals(relay.state()))
                .map(RelayStatus::name)
                .flatMap(name -> ComponentName.of(name).stream())
                .findFirst();
    }
}
