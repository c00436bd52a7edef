package com.everyoneslecture.localstack.demonstration;

import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The demonstrations, with the numbers that they have in the tutorial. */
public enum Demonstration {
    KILLED_RELAY(1, Needs.NOTHING, (stage, categories, topic) -> {
        stage.kill(stage.relays());
        Category category = categories.write("릴레이 없이");
        categories.expectAbsent(category);
        stage.start(stage.relays());
        categories.awaitRead(category);
    }),
    KILLED_BROKER(2, Needs.NOTHING, (stage, categories, topic) -> {
        stage.kill(stage.brokers());
        Category category = categories.write("브로커 없이");
        stage.awaitRelayDown();
        stage.start(stage.brokers());
        categories.awaitRead(category);
    }),
    FROZEN_DATABASE(3, Needs.NOTHING, (stage, categories, topic) -> {
        stage.pause(List.of(ComponentName.CATEGORY_DB));
        categories.expectRefused("멈춘 DB");
        stage.resume(List.of(ComponentName.CATEGORY_DB));
        categories.awaitRead(categories.awaitWritten("다시"));
    }),
    KILLED_READ_MODEL(4, Needs.NOTHING, (stage, categories, topic) -> {
        stage.kill(List.of(ComponentName.LECTURE_DB));
        Category category = categories.write("읽기 없이");
        categories.expectUnreadable(category);
        stage.start(List.of(ComponentName.LECTURE_DB));
        categories.awaitRead(category);
    }),
    FROZEN_RELAY(5, Needs.component(ComponentName.OUTBOX_RELAY_2, "--relays 2"), (stage, categories, topic) -> {
        ComponentName first = stage.streamingRelay();
        stage.pause(List.of(first));
        categories.awaitRead(categories.write("두 번째 릴레이"));
        stage.resume(List.of(first));
        stage.awaitStandby(first);
    }),
    MALFORMED_RECORD(6, Needs.NOTHING, (stage, categories, topic) -> {
        topic.sendMalformed();
        categories.awaitRead(categories.write("그다음 레코드"));
    }),
    DROPPED_SLOT(7, Needs.NOTHING, (stage, categories, topic) -> {
        stage.kill(stage.relays());
        stage.dropSlot();
        Category category = categories.write("슬롯 없이");
        stage.start(stage.relays());
        categories.awaitRead(category);
    }),
    ADDED_PARTITIONS(8, Needs.NOTHING, (stage, categories, topic) -> {
        Category category = categories.write("파티션을 늘리기 전");
        categories.awaitRead(category);
        topic.addPartitions();
        categories.awaitRead(categories.rename(category, "파티션을 늘린 뒤"));
    }),
    CUT_LINK(9, Needs.link(Link.RELAY_KAFKA, "--demonstration"), (stage, categories, topic) -> {
        stage.cut(stage.linksToBrokers());
        Category category = categories.write("끊긴 망");
        stage.awaitRelayDown();
        categories.expectAbsent(category);
        stage.restore(stage.linksToBrokers());
        categories.awaitRead(category);
    }),
    POWER_FAILURE(10, Needs.NOTHING, (stage, categories, topic) -> {
        Category category = categories.write("정전 직전");
        stage.kill(stage.everything());
        stage.start(stage.everything());
        categories.awaitRead(category);
    }),
    FAILOVER(11, Needs.component(ComponentName.CATEGORY_DB_STANDBY, "--standby"), (stage, categories, topic) -> {
        Category before = categories.write("페일오버 전");
        ComponentName former = stage.promote();
        Category after = categories.awaitWritten("페일오버 후");
        categories.awaitRead(before);
        stage.start(List.of(former));
        categories.awaitRead(after);
    }),
    KILLED_LEADER(12, Needs.component(ComponentName.KAFKA_2, "--brokers 3"), (stage, categories, topic) -> {
        ComponentName leader = topic.leader();
        stage.kill(List.of(leader));
        categories.awaitRead(categories.write("새 리더"));
        stage.start(List.of(leader));
        topic.awaitAllInSync();
    }),
    KILLED_MEMBER(
            13, Needs.component(ComponentName.LECTURE_PROJECTOR_2, "--projectors 2"), (stage, categories, topic) -> {
                topic.awaitMembers(stage.projectors().size());
                stage.kill(List.of(ComponentName.LECTURE_PROJECTOR_2));
                topic.awaitMembers(stage.projectors().size() - 1);
                categories.awaitRead(categories.write("남은 멤버"));
                stage.start(List.of(ComponentName.LECTURE_PROJECTOR_2));
                topic.awaitMembers(stage.projectors().size());
            }),
    PUBLISHING_AFTER_THE_COMMIT(14, Needs.NOTHING, (stage, categories, topic) -> {
        stage.publishAfterTheCommitAndBreak();
        stage.pause(stage.brokers());
        Category category = categories.write("커밋과 함께");
        stage.kill(List.of(ComponentName.CATEGORY_APP));
        stage.resume(stage.brokers());
        stage.start(List.of(ComponentName.CATEGORY_APP));
        categories.awaitRead(category);
    });

    private final int number;
    private final Needs needs;
    private final Script script;

    Demonstration(int number, Needs needs, Script script) {
        this.number = number;
        this.needs = needs;
        this.script = script;
    }

    /** Returns the demonstration with that number; empty if there is none. */
    public static Optional<Demonstration> of(int number) {
        return Arrays.stream(values()).filter(each -> each.number() == number).findFirst();
    }

    /** Returns the number that it has in the tutorial. */
    public int number() {
        return number;
    }

    Needs needs() {
        return needs;
    }

    Script script() {
        return script;
    }

    /** The steps of a demonstration. */
    @FunctionalInterface
    interface Script {
        void play(Stage stage, Categories categories, TopicSteps topic) throws InterruptedException;
    }
}
