package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.FreePort;
import com.everyoneslecture.localstack.process.Launch;
import com.everyoneslecture.localstack.process.ServerProcess;
import com.everyoneslecture.localstack.process.ServerState;
import com.everyoneslecture.localstack.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A Kafka broker that is its own controller, in a JVM of its own. Topics are not created by mere use.
 *
 * <p>The JVM's class path is this one's, which must therefore have the broker.
 */
public final class KafkaServer implements LocalServer {

    private static final Duration START_BOUND = Duration.ofSeconds(60);
    private static final Duration STOP_BOUND = Duration.ofSeconds(15);
    private static final int PROBE_TIMEOUT_MILLIS = 2_000;

    private final KafkaSettings settings;
    private final int port;
    private final ServerProcess process = new ServerProcess();

    public KafkaServer(KafkaSettings settings) {
        this.settings = settings;
        this.port = settings.port() == 0 ? FreePort.any() : settings.port();
    }

    @Override
    public void start() throws InterruptedException {
        if (!process.alive()) {
            ServerProcess.reap(settings.files().pidFile());
            Path properties = new KafkaStorage(settings, port).prepare();
            process.launch(new Launch(
                    settings.name(),
                    command(properties),
                    Map.of(),
                    settings.files().log(),
                    settings.files().pidFile()));
        }
        process.awaitReady(START_BOUND, this::serves);
    }

    @Override
    public void stop() throws InterruptedException {
        process.stop(Signal.TERM, STOP_BOUND);
    }

    @Override
    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void pause() throws InterruptedException {
        process.pause();
    }

    @Override
    public void resume() throws InterruptedException {
        process.resume();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    @Override
    public ServerState state() {
        return process.state();
    }

    /** Where clients connect to. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    private boolean serves() {
        if (FreePort.isFree(port)) {
            // Asking too early costs the client a back-off.
            return false;
        }
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_TIMEOUT_MILLIS))) {
            // Without itself in the list the broker is not yet let in by its controller.
            return !admin.describeCluster()
                    .nodes()
                    .get(PROBE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> command(Path properties) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true",
                "-Dlogback.configurationFile=com/everyoneslecture/localstack/kafka-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                properties.toString());
    }
}
