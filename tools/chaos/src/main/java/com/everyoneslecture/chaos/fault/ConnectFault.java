package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.fault.MomentaryFault.Reach;
import com.everyoneslecture.chaos.fault.NamedFault.Step;
import com.everyoneslecture.localstack.connect.ConnectCluster;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import java.io.IOException;
import java.util.List;

/** The faults of a connector and its workers that exist only on Kafka Connect. */
final class ConnectFault {

    /** A request to the cluster. */
    @FunctionalInterface
    private interface Request {
        void to(ConnectCluster cluster) throws IOException, InterruptedException;
    }

    private ConnectFault() {}

    static List<Fault> all() {
        return List.of(
                new NamedFault("kill-workers", "SIGKILL of both workers, started again", Relay::kill, Relay::start),
                new NamedFault("freeze-workers", "both workers are frozen", Relay::freeze, Relay::thaw),
                new NamedFault(
                        "cut-workers-kafka",
                        "both workers are cut off from the broker",
                        stack -> {
                            for (Link link : Relay.kafkaLinks(stack)) {
                                stack.cut(link);
                            }
                        },
                        stack -> {
                            for (Link link : Relay.kafkaLinks(stack)) {
                                stack.restore(link);
                            }
                        }),
                new NamedFault(
                        "freeze-and-kill-workers",
                        "one worker is frozen while the other one is killed and started again",
                        stack -> {
                            stack.freeze(ComponentName.CONNECT_WORKER);
                            stack.kill(ComponentName.CONNECT_WORKER_2);
                        },
                        stack -> {
                            stack.thaw(ComponentName.CONNECT_WORKER);
                            Relay.start(stack);
                        }),
                new NamedFault(
                        "pause-connector",
                        "the connector is paused, and resumed",
                        step(ConnectCluster::pause),
                        step(ConnectCluster::resume)),
                new NamedFault(
                        "stop-connector",
                        "the connector is stopped, and resumed",
                        step(ConnectCluster::stop),
                        step(ConnectCluster::resume)),
                new MomentaryFault(
                        "restart-connector",
                        "the connector and its task are restarted",
                        step(ConnectCluster::restart),
                        // The workers answer also while they are cut off from the broker, which a restart needs.
                        Reach::unknown),
                new NamedFault(
                        "delete-connector",
                        "the connector is deleted, and created again",
                        step(ConnectCluster::delete),
                        Relay::start));
    }

    private static Step step(Request request) {
        return stack -> Bounded.until("an answer of Kafka Connect", () -> {
            request.to(stack.connectCluster());
            return true;
        });
    }
}
