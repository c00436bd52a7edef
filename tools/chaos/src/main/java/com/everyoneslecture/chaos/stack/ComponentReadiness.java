package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.Readiness;
import com.everyoneslecture.localstack.process.Health;
import com.everyoneslecture.localstack.stack.ComponentName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Checks from outside whether components serve, with requests to them. Docker's own health status may be some seconds old. */
final class ComponentReadiness {

    private static final Duration BOUND = Duration.ofMinutes(4);
    private static final long PAUSE_MILLIS = 100;

    private ComponentReadiness() {}

    /** Returns when the health is up. */
    static void await(ComponentName component, Callable<Health> health) throws InterruptedException {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (true) {
            Health now = ask(health);
            if (now.up()) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        component + " does not serve after " + BOUND.toSeconds() + " s: " + now.reason());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    static Health service(int port) {
        return new Readiness(port, "/actuator/health/readiness").ask();
    }

    static Health database(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(0) ? Health.UP : Health.down("no answer");
        } catch (SQLException e) {
            return Health.down(String.valueOf(e.getMessage()));
        }
    }

    private static Health ask(Callable<Health> health) throws InterruptedException {
        try {
            return health.call();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
