package com.everyoneslecture.e2e.stack;

import com.everyoneslecture.localstack.Readiness;
import com.everyoneslecture.localstack.process.Health;
import com.everyoneslecture.localstack.stack.ComponentName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Whether components serve, asked from outside by what they serve. Docker's own word on it may be some seconds old. */
final class Serving {

    private static final Duration BOUND = Duration.ofMinutes(4);
    private static final long PAUSE_MILLIS = 100;
    private static final int BROKER_PATIENCE_MILLIS = 2_000;

    private Serving() {}

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

    static Health broker(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, BROKER_PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BROKER_PATIENCE_MILLIS))) {
            // Without itself in the list the broker is not yet let in by its controller.
            return admin.describeCluster()
                            .nodes()
                            .get(BROKER_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                            .isEmpty()
                    ? Health.down("the broker is not yet let in by its controller")
                    : Health.UP;
        } catch (ExecutionException | TimeoutException e) {
            return Health.down("no answer from " + bootstrapServers);
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
