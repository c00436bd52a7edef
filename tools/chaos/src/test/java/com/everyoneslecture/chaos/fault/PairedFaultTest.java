package com.everyoneslecture.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.guarantee.PerAggregateOrder;
import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.stack.Stack;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PairedFaultTest {

    private final List<String> done = new ArrayList<>();
    private final Fault fault = new Recorded("row-filter");
    private final Fault companion = new Recorded("add-partition");
    private Optional<String> obstacle = Optional.empty();
    private boolean isWithinReach = true;

    @Test
    void bringsTheCompanionFirstAndAgainWhileTheFaultHolds() throws Exception {
        Fault pair = new PairedFault(fault, companion);
        pair.inject(stack());
        pair.undo(stack());
        pair.lift(stack());
        assertThat(done)
                .containsExactly(
                        "inject add-partition",
                        "inject row-filter",
                        "inject add-partition",
                        "undo row-filter",
                        "lift row-filter",
                        "lift add-partition");
    }

    @Test
    void bringsTheCompanionOnceWhereTheFaultTakesItsServerAway() throws Exception {
        isWithinReach = false;
        Fault pair = new PairedFault(fault, companion);
        pair.inject(stack());
        assertThat(done).containsExactly("inject add-partition", "inject row-filter");
    }

    @Test
    void passesOnEachPartitionThatIsAddedAndNoneThatIsNot() throws Exception {
        List<Aggregate> added = new ArrayList<>();
        isWithinReach = false;
        new PairedFault(fault, companion).inject(stack(), added::add);
        assertThat(added).containsExactly(Aggregate.CATEGORY);
        isWithinReach = true;
        new PairedFault(fault, companion).inject(stack(), added::add);
        assertThat(added).hasSize(3);
    }

    @Test
    void isLeftOutWithItsCompanion() throws Exception {
        Fault pair = new PairedFault(fault, companion);
        assertThat(pair.obstacle(stack())).isEmpty();
        obstacle = Optional.of("no topic has fewer than 200 partitions");
        assertThat(pair.obstacle(stack())).isEqualTo(obstacle);
    }

    @Test
    void isNamedAfterBothAndRelaxesWhatTheyDo() {
        Fault pair = new PairedFault(fault, companion);
        assertThat(pair.name()).isEqualTo("row-filter+add-partition");
        assertThat(pair.relaxes()).containsExactly(PerAggregateOrder.NAME);
    }

    private static Stack stack() {
        return (Stack) Proxy.newProxyInstance(
                Stack.class.getClassLoader(), new Class<?>[] {Stack.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private final class Recorded implements Fault {

        private final String name;

        Recorded(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String description() {
            return "recorded";
        }

        @Override
        public Set<String> relaxes() {
            return name.equals("row-filter") ? Set.of(PerAggregateOrder.NAME) : Set.of();
        }

        @Override
        public Optional<String> obstacle(Stack stack) {
            return name.equals("add-partition") ? obstacle : Optional.empty();
        }

        @Override
        public boolean isWithinReach(Stack stack) {
            return isWithinReach;
        }

        @Override
        public void inject(Stack stack) {
            done.add("inject " + name);
        }

        @Override
        public void inject(Stack stack, Consumer<Aggregate> adding) {
            inject(stack);
            if (name.equals("add-partition")) {
                adding.accept(Aggregate.CATEGORY);
            }
        }

        @Override
        public List<Event> undo(Stack stack) {
            done.add("undo " + name);
            return List.of();
        }

        @Override
        public void lift(Stack stack) {
            done.add("lift " + name);
        }
    }
}
