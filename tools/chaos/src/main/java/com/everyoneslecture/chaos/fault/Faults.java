package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.fault.NamedFault.Step;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.RelayProgram;
import com.everyoneslecture.localstack.stack.RelaySlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** All of them. */
public final class Faults {

    private static final Map<RelayProgram, List<Fault>> ALL =
            Map.of(RelayProgram.SERVICE, all(RelayProgram.SERVICE), RelayProgram.CONNECT, all(RelayProgram.CONNECT));

    private Faults() {}

    /** Those of a system whose relay is the service, in the order in which they are listed. */
    public static List<Fault> list() {
        return list(RelayProgram.SERVICE);
    }

    /** Those of a system whose relay that program runs, in the order in which they are listed. */
    public static List<Fault> list(RelayProgram relay) {
        return Objects.requireNonNull(ALL.get(relay));
    }

    /** Whether another fault can hold meanwhile: it is over as soon as it has begun, whatever else is broken. */
    public static boolean canAccompany(Fault fault) {
        return fault.isMomentary();
    }

    private static List<Fault> all(RelayProgram relay) {
        List<Fault> all = new ArrayList<>();
        for (ComponentName component : ComponentName.pipeline(relay)) {
            all.add(new NamedFault(
                    "kill-" + component,
                    "SIGKILL, and started again",
                    stack -> stack.kill(component),
                    stack -> stack.start(component)));
            all.add(new NamedFault(
                    "stop-" + component,
                    "stopped in order, and started again",
                    stack -> stack.stop(component),
                    stack -> stack.start(component)));
            all.add(new NamedFault(
                    "freeze-" + component,
                    "stands still with its connections open",
                    stack -> stack.freeze(component),
                    stack -> stack.thaw(component)));
        }
        for (Link link : links(relay)) {
            all.add(new NamedFault(
                    "cut-" + link,
                    "nothing comes through, no connection ends",
                    stack -> stack.cut(link),
                    stack -> stack.restore(link)));
            all.add(new NamedFault(
                    "slow-" + link,
                    "200 ms there and back, 160 KiB per second",
                    stack -> stack.slow(link),
                    stack -> stack.restore(link)));
        }
        for (ComponentName database : List.of(ComponentName.CATEGORY_DB, ComponentName.LECTURE_DB)) {
            all.add(new NamedFault(
                    "crash-" + database,
                    "immediate shutdown, started again with crash recovery",
                    stack -> stack.crash(database),
                    stack -> stack.start(database)));
        }
        all.add(new LongTransaction());
        all.add(new NamedFault(
                "disconnect-category-db",
                "the database ends all its connections",
                stack -> new Sessions(stack.categoryDatabase()).terminate(),
                Step.NOTHING));
        all.add(new NamedFault(
                "disconnect-lecture-db",
                "the database ends all its connections",
                stack -> new Sessions(stack.lectureDatabase()).terminate(),
                Step.NOTHING));
        all.add(new NamedFault(
                "drop-slot-down",
                "the relay is killed and its slot dropped",
                stack -> {
                    Relay.kill(stack);
                    new RelaySlot(stack.categoryDatabase()).drop(Bounded.BOUND);
                },
                stack -> Relay.start(stack)));
        all.add(new NamedFault(
                "drop-slot-up",
                "the slot is dropped under the running relay",
                stack -> new RelaySlot(stack.categoryDatabase()).drop(Bounded.BOUND),
                Step.NOTHING));
        all.add(new NamedFault(
                "slot-remade",
                "the slot is dropped and created by hand while the relay is stopped",
                stack -> Relay.stop(stack),
                stack -> {
                    new RelaySlot(stack.categoryDatabase()).recreate(Bounded.BOUND);
                    Relay.start(stack);
                }));
        all.add(new NamedFault(
                "slot-advanced",
                "the slot is advanced to the end of the log while the relay is stopped",
                stack -> Relay.stop(stack),
                stack -> {
                    new RelaySlot(stack.categoryDatabase()).advance(Bounded.BOUND);
                    Relay.start(stack);
                }));
        all.addAll(PublicationFault.all());
        all.add(new RelayTimeouts());
        all.add(new RestoredLectureDatabase());
        all.add(new RestoredCategoryDatabase());
        all.add(new PromotedStandby());
        all.add(new ForeignLedger());
        // The session holds a transaction id, and with it the horizon of every snapshot and of the slot.
        HeldTransaction held = new HeldTransaction();
        all.add(new NamedFault(
                "idle-in-transaction",
                "a session that has written leaves its transaction open",
                held::begin,
                stack -> held.end()));
        all.add(new NamedFault(
                "kafka-in-transaction",
                "the broker is killed while a transaction is open",
                OpenTransaction::killBroker,
                stack -> stack.start(ComponentName.KAFKA)));
        all.add(new AddedPartition());
        all.add(new NamedFault(
                "two-relays",
                "a second relay on the same slot, which is killed",
                stack -> stack.startSecondRelay(),
                stack -> stack.killSecondRelay()));
        all.addAll(Takeover.all());
        if (relay == RelayProgram.CONNECT) {
            all.addAll(ConnectFault.all());
        }
        return List.copyOf(all);
    }

    private static List<Link> links(RelayProgram relay) {
        return Stream.concat(Link.ofOneRelay().stream(), relay.links().stream())
                .distinct()
                .toList();
    }
}
