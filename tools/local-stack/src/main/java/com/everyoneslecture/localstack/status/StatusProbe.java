package com.everyoneslecture.localstack.status;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.process.ServerState;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.StackServers;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Asks everybody at the same time, so that one that is silent does not hold up the rest. */
public final class StatusProbe {

    private final StackServers servers;
    private final Executor threads;

    public StatusProbe(StackServers servers, Executor threads) {
        this.servers = servers;
        this.threads = threads;
    }

    /** All about the system. */
    public StackStatus stack() {
        CompletableFuture<RelayStatus> relay =
                ask(() -> answers(relay()) ? RelayStatus.of(relay()) : RelayStatus.unknown(notAsked(relay())));
        CompletableFuture<SlotStatus> slot = ask(() -> answers(servers.categoryDb())
                ? SlotStatus.of(servers.categoryDb())
                : SlotStatus.unknown(notAsked(servers.categoryDb())));
        CompletableFuture<KafkaStatus> kafka = ask(() -> answers(servers.kafka())
                ? KafkaProbe.ask(servers.kafka())
                : KafkaStatus.unknown(notAsked(servers.kafka())));
        return new StackStatus(components(), relay.join(), slot.join(), kafka.join());
    }

    /** The components alone. */
    public List<ComponentStatus> components() {
        List<CompletableFuture<ComponentStatus>> components = new EnumMap<>(servers.all())
                .values().stream()
                        .map(server -> ask(() -> ComponentStatus.of(server)))
                        .toList();
        return components.stream().map(CompletableFuture::join).toList();
    }

    /** One component. */
    public ComponentStatus component(LocalServer server) {
        return ComponentStatus.of(server);
    }

    private LocalServer relay() {
        return Objects.requireNonNull(servers.all().get(ComponentName.OUTBOX_RELAY));
    }

    private <T> CompletableFuture<T> ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, threads);
    }

    private static boolean answers(LocalServer server) {
        return server.state() == ServerState.RUNNING;
    }

    private static String notAsked(LocalServer server) {
        return server.name() + " is " + ComponentStatus.text(server.state());
    }
}
