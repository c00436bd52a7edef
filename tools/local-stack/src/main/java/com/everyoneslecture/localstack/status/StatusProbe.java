package com.everyoneslecture.localstack.status;

import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.process.ServerState;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.StackServers;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Probes all components in parallel, so that a component that does not respond does not delay the others. */
public final class StatusProbe {

    private final StackServers servers;
    private final Executor threads;

    public StatusProbe(StackServers servers, Executor threads) {
        this.servers = servers;
        this.threads = threads;
    }

    /** Returns the status of the whole system. */
    public StackStatus stack() {
        List<CompletableFuture<RelayStatus>> relays = servers.connectCluster()
                .map(cluster -> List.of(ask(() -> RelayStatus.of(cluster))))
                .orElseGet(() -> relays().map(relay -> ask(() ->
                                answers(relay) ? RelayStatus.of(relay) : RelayStatus.unknown(relay, notAsked(relay))))
                        .toList());
        CompletableFuture<SlotStatus> slot = ask(() -> {
            PostgresServer primary = servers.category().primary();
            return answers(primary) ? SlotStatus.of(primary) : SlotStatus.unknown(notAsked(primary));
        });
        CompletableFuture<KafkaStatus> kafka = ask(() -> {
            KafkaServer broker = servers.brokers().running();
            return answers(broker) ? KafkaProbe.ask(broker) : KafkaStatus.unknown(notAsked(broker));
        });
        return new StackStatus(components(), joined(relays), slot.join(), kafka.join());
    }

    /** Returns the status of the components only. */
    public List<ComponentStatus> components() {
        List<CompletableFuture<ComponentStatus>> components = new EnumMap<>(servers.all())
                .values().stream()
                        .map(server -> ask(() -> ComponentStatus.of(server)))
                        .toList();
        return joined(components);
    }

    /** Returns the status of one component. */
    public ComponentStatus component(LocalServer server) {
        return ComponentStatus.of(server);
    }

    private Stream<LocalServer> relays() {
        return Stream.of(ComponentName.OUTBOX_RELAY, ComponentName.OUTBOX_RELAY_2)
                .map(servers.all()::get)
                .filter(Objects::nonNull);
    }

    private static <T> List<T> joined(List<CompletableFuture<T>> answers) {
        return answers.stream().map(CompletableFuture::join).toList();
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
