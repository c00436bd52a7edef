package com.everyoneslecture.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.chaos.observe.NoJudgementException;
import com.everyoneslecture.chaos.stack.Stack;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemReadinessTest {

    private static final List<String> ONE_DEAD = List.of("category-app (died): exit status 137");

    /** The components that are not ready, one answer after the other; the last one is repeated. */
    private final Deque<List<String>> answers = new ArrayDeque<>();

    @Test
    void waitsUntilTheLastComponentServes() throws Exception {
        answers.add(ONE_DEAD);
        answers.add(List.of());
        new SystemReadiness(stack()).await(Deadline.in(Duration.ofSeconds(30)), () -> {});
        assertThat(answers).containsExactly(List.of());
    }

    @Test
    void namesAComponentThatDoesNotComeBack() {
        answers.add(ONE_DEAD);
        assertThatThrownBy(() -> new SystemReadiness(stack()).await(Deadline.in(Duration.ZERO), () -> {}))
                .isInstanceOf(StuckException.class)
                .hasMessage("still without all components after 0 s; category-app (died): exit status 137");
    }

    @Test
    void endsWhereTheObserversHaveEnded() {
        answers.add(ONE_DEAD);
        assertThatThrownBy(() -> new SystemReadiness(stack()).await(Deadline.in(Duration.ofSeconds(30)), () -> {
                    throw new IllegalStateException("an observer has ended");
                }))
                .hasMessage("an observer has ended");
    }

    /** A Docker engine that is slow for a moment says nothing about the system. */
    @Test
    void asksAgainWhereARequestFailsAndJudgesNothingWhereTheLastOneDoes() throws Exception {
        List<RuntimeException> failures = new ArrayList<>(List.of(new IllegalStateException("docker inspect failed")));
        answers.add(List.of());
        new SystemReadiness(stack(failures)).await(Deadline.in(Duration.ofSeconds(30)), () -> {});

        failures.add(new IllegalStateException("docker inspect failed"));
        assertThatThrownBy(() -> new SystemReadiness(stack(failures)).await(Deadline.in(Duration.ZERO), () -> {}))
                .isInstanceOf(NoJudgementException.class)
                .hasMessageContaining("docker inspect failed");
    }

    private Stack stack() {
        return stack(new ArrayList<>());
    }

    private Stack stack(List<RuntimeException> failures) {
        return (Stack) Proxy.newProxyInstance(
                Stack.class.getClassLoader(), new Class<?>[] {Stack.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("notServing");
                    if (!failures.isEmpty()) {
                        throw failures.remove(0);
                    }
                    return Objects.requireNonNull(answers.size() > 1 ? answers.poll() : answers.peek());
                });
    }
}
