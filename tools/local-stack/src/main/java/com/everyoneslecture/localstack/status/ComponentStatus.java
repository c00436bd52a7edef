package com.everyoneslecture.localstack.status;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.process.Death;
import com.everyoneslecture.localstack.process.Health;
import com.everyoneslecture.localstack.process.ServerState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of one component.
 *
 * @param name the name: {@code kafka}
 * @param pid null if there is no process
 * @param port the port of 127.0.0.1
 * @param state {@code starting}, {@code running}, {@code paused}, {@code stopped}, {@code killed} or {@code died}
 * @param healthy whether it serves
 * @param reason the reason why it does not serve; null if it serves
 * @param log the last lines of its log if it died; otherwise empty
 * @param remedy the commands that help if it died; otherwise null
 */
public record ComponentStatus(
        String name,
        @Nullable Long pid,
        int port,
        String state,
        boolean healthy,
        @Nullable String reason,
        List<String> log,
        @Nullable String remedy) {

    /** Checks the server; takes a few seconds at most. A server that cannot answer is not checked. */
    static ComponentStatus of(LocalServer server) {
        ServerState state = server.state();
        Health health = state == ServerState.RUNNING || state == ServerState.STARTING
                ? server.health()
                : Health.down(text(state));
        Optional<Death> death = state == ServerState.DIED ? server.death() : Optional.empty();
        return new ComponentStatus(
                server.name(),
                pid(server),
                server.port(),
                text(state),
                health.up(),
                death.map(Death::reason).orElse(health.reason()),
                death.map(Death::lastLines).orElse(List.of()),
                state == ServerState.DIED ? remedy(server.name()) : null);
    }

    /** Returns the commands that start a component again and show its log. */
    public static String remedy(String component) {
        return "./outbox start " + component + "; its log: ./outbox logs " + component;
    }

    private static @Nullable Long pid(LocalServer server) {
        try {
            return server.pid();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    static String text(ServerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
