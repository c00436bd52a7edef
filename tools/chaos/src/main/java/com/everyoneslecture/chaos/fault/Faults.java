package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.fault.MomentaryFault.Reach;
import com.everyoneslecture.chaos.stack.Deployment;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.RelayProgram;
import com.everyoneslecture.localstack.stack.RelaySlot;
import java.util.ArrayList;
import java.util.List;

/** The faults that a system can have. */
public final class Faults {

    private Faults() {}

    /** Returns the faults of the system, in the order in which they are listed. */
    public static List<Fault> of(Deployment deployment) {
        List<Fault> all = new ArrayList<>();
        for (ComponentName component : deployment.components()) {
            all.addAll(ofComponent(component));
        }
        for (Link link : deployment.links()) {
            all.addAll(ofLink(link));
        }
        if (deployment.relays() > 1) {
            deployment.relayNames().forEach(relay -> all.add(isolation(relay)));
        }
        all.addAll(ofDatabases());
        all.addAll(deployment.standby() ? Promotion.all() : ofDatabaseFiles());
        all.addAll(PublicationFault.all());
        all.add(ofTransactions());
        all.add(new AddedPartition());
        if (deployment.relays() == 1) {
            all.addAll(ofOneRelay(deployment));
        }
        return List.copyOf(all);
    }

    /**
     * Returns the default faults of a run: those of the optional parts of the system, or all if there are no optional parts.
     */
    public static List<Fault> usual(Deployment deployment) {
        List<Fault> all = of(deployment);
        if (!deployment.hasOptionalParts()) {
            return all;
        }
        List<String> names = new ArrayList<>();
        for (ComponentName relay : deployment.relayNames()) {
            ofComponent(relay).forEach(fault -> names.add(fault.name()));
            names.addAll(
                    List.of(isolation(relay).name(), "cut-" + Link.toKafka(relay), "cut-" + Link.toDatabase(relay)));
        }
        if (deployment.standby()) {
            Promotion.all().forEach(fault -> names.add(fault.name()));
            ofComponent(ComponentName.CATEGORY_DB_STANDBY).forEach(fault -> names.add(fault.name()));
        }
        return all.stream().filter(fault -> names.contains(fault.name())).toList();
    }

    /** Returns whether another fault can hold at the same time: this fault must be momentary, whatever else is broken. */
    public static boolean canAccompany(Fault fault) {
        return fault.isMomentary();
    }

    private static List<Fault> ofComponent(ComponentName component) {
        return List.of(
                new NamedFault(
                        "kill-" + component,
                        "SIGKILL, and started again",
                        stack -> stack.kill(component),
                        stack -> stack.start(component)),
                new NamedFault(
                        "stop-" + component,
                        "stopped gracefully, and started again",
                        stack -> stack.stop(component),
                        stack -> stack.start(component)),
                new NamedFault(
                        "freeze-" + component,
                        "frozen, with its connections open",
                        stack -> stack.freeze(component),
                        stack -> stack.thaw(component)));
    }

    private static List<Fault> ofLink(Link link) {
        return List.of(
                new NamedFault(
                        "cut-" + link,
                        "no bytes pass, and no connection closes",
                        stack -> stack.cut(link),
                        stack -> stack.restore(link)),
                new NamedFault(
                        "slow-" + link,
                        "200 ms round trip, 160 KiB per second",
                        stack -> stack.slow(link),
                        stack -> stack.restore(link)));
    }

    private static Fault isolation(ComponentName relay) {
        return new NamedFault(
                "isolate-" + relay,
                "cut off from the database and from the broker",
                stack -> {
                    stack.cut(Link.toDatabase(relay));
                    stack.cut(Link.toKafka(relay));
                },
                stack -> {
                    stack.restore(Link.toDatabase(relay));
                    stack.restore(Link.toKafka(relay));
                });
    }

    private static List<Fault> ofDatabases() {
        List<Fault> all = new ArrayList<>();
        for (ComponentName database : List.of(ComponentName.CATEGORY_DB, ComponentName.LECTURE_DB)) {
            all.add(new NamedFault(
                    "crash-" + database,
                    "immediate shutdown, started again with crash recovery",
                    stack -> stack.crash(database),
                    stack -> stack.start(database)));
        }
        all.add(new LongTransaction());
        all.add(new MomentaryFault(
                "disconnect-category-db",
                "the database ends all its connections",
                stack -> new Sessions(stack.categoryDatabase()).terminate(),
                Reach.database(Stack::categoryDatabase)));
        all.add(new MomentaryFault(
                "disconnect-lecture-db",
                "the database ends all its connections",
                stack -> new Sessions(stack.lectureDatabase()).terminate(),
                Reach.database(Stack::lectureDatabase)));
        all.add(new MomentaryFault(
                "drop-slot-up",
                "the slot is dropped while the relay runs",
                stack -> new RelaySlot(stack.categoryDatabase()).drop(Bounded.BOUND),
                Reach.database(Stack::categoryDatabase)));
        all.add(new RestoredLectureDatabase());
        return all;
    }

    /** Returns the faults that replace the files of the category database, which has one server. */
    private static List<Fault> ofDatabaseFiles() {
        return List.of(new RestoredCategoryDatabase(), new PromotedStandby());
    }

    /** Returns the fault of a session that holds a transaction id, and with it the horizon of every snapshot and of the slot. */
    private static Fault ofTransactions() {
        HeldTransaction held = new HeldTransaction();
        return new NamedFault(
                "idle-in-transaction",
                "a session that has written leaves its transaction open",
                held::begin,
                stack -> held.end());
    }

    /** Returns the faults during which no other relay may use the slot, and those that start a second relay themselves. */
    private static List<Fault> ofOneRelay(Deployment deployment) {
        List<Fault> all = new ArrayList<>();
        all.add(new NamedFault(
                "drop-slot-down",
                "the relay is killed and its slot dropped",
                stack -> {
                    Relay.kill(stack);
                    new RelaySlot(stack.categoryDatabase()).drop(Bounded.BOUND);
                },
                stack -> Relay.start(stack)));
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
        all.add(new RelayTimeouts());
        all.add(new ForeignLedger());
        all.add(new NamedFault(
                "kafka-in-transaction",
                "the broker is killed while a transaction is open",
                OpenTransaction::killBroker,
                stack -> stack.start(ComponentName.KAFKA)));
        all.add(new NamedFault(
                "two-relays",
                "a second relay on the same slot, which is killed",
                Stack::startSecondRelay,
                Stack::killSecondRelay));
        all.addAll(Takeover.all());
        if (deployment.program() == RelayProgram.CONNECT) {
            all.addAll(ConnectFault.all());
        }
        return all;
    }
}
