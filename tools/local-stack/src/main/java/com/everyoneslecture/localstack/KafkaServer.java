package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.FreePort;
import com.everyoneslecture.localstack.process.Health;
import com.everyoneslecture.localstack.process.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;

/**
 * A Kafka broker that is its own controller, in a separate JVM. It creates no topics automatically.
 *
 * <p>The JVM's class path is that of this JVM, which must therefore contain the broker, unless another one is given.
 */
public final class KafkaServer extends ProcessServer {

    private static final int PROBE_TIMEOUT_MILLIS = 2_000;

    private static final String MAIN_CLASS = "kafka.Kafka";
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms128m",
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            // As in KafkaStorage.
            "-Duser.language=en",
            "-Djava.awt.headless=true",
            "-Dlogback.configurationFile=com/everyoneslecture/localstack/kafka-logback.xml");

    // C2 and G1 take half the processor time of a start, and a broker that runs for seconds gains nothing from them.
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final KafkaSettings settings;
    private final List<String> jvmOptions;
    private final String classPath;
    private final ClassArchives archives;

    /** Creates a broker that starts without an archive of its classes. */
    public KafkaServer(KafkaSettings settings) {
        this(settings, ClassArchives.none());
    }

    /** Creates a broker that starts from an archive of its classes, if there is one. */
    public KafkaServer(KafkaSettings settings, ClassArchives archives) {
        this(settings, JVM_OPTIONS, ownClassPath(), archives);
    }

    private KafkaServer(KafkaSettings settings, List<String> jvmOptions, String classPath, ClassArchives archives) {
        super(settings.name(), settings.files(), settings.port(), Signal.TERM);
        this.settings = settings;
        this.jvmOptions = jvmOptions;
        this.classPath = classPath;
        this.archives = archives;
    }

    /** Creates a broker for a test: it starts with less processor time, but would be slower over a long time. */
    public static KafkaServer shortLived(KafkaSettings settings) {
        return shortLived(settings, ownClassPath(), ClassArchives.none());
    }

    /** Creates the same broker with a class path of jars that contains Kafka, from an archive of its classes, if there is one. */
    public static KafkaServer shortLived(KafkaSettings settings, String classPath, ClassArchives archives) {
        List<String> options =
                Stream.concat(JVM_OPTIONS.stream(), SHORT_LIVED.stream()).toList();
        return new KafkaServer(settings, options, classPath, archives);
    }

    private static String ownClassPath() {
        return System.getProperty("java.class.path", "");
    }

    /** Returns the address that clients connect to. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    /** Returns a client whose requests fail after two seconds. */
    public Admin impatientAdmin() {
        return impatientAdmin(bootstrapServers(), Map.of());
    }

    private static Admin impatientAdmin(String bootstrapServers, Map<String, String> login) {
        Map<String, Object> client = new HashMap<>(login);
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_TIMEOUT_MILLIS);
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_TIMEOUT_MILLIS);
        return Admin.create(client);
    }

    @Override
    public Health health() {
        // In a cluster, a broker that is not yet admitted may list the others.
        return health(port(), Map.of(), nodes -> nodes.stream().anyMatch(node -> node.port() == port()));
    }

    /** Returns the health of the broker at this port of 127.0.0.1, whichever process runs it. */
    public static Health healthAt(int port) {
        return healthAt(port, Map.of());
    }

    /**
     * Returns the health of the broker at this port of 127.0.0.1, whichever process runs it.
     *
     * @param login the settings with which a client logs in
     */
    public static Health healthAt(int port, Map<String, String> login) {
        return health(port, login, nodes -> !nodes.isEmpty());
    }

    private static Health health(int port, Map<String, String> login, Predicate<Collection<Node>> isAdmitted) {
        String bootstrapServers = "127.0.0.1:" + port;
        if (FreePort.isFree(port)) {
            // A request would fail as well, but would cost the client a back-off.
            return Health.down("no process listens on " + bootstrapServers);
        }
        try (Admin admin = impatientAdmin(bootstrapServers, login)) {
            // While the list lacks the broker itself, its controller has not yet unfenced it.
            Collection<Node> nodes = admin.describeCluster().nodes().get(PROBE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            return isAdmitted.test(nodes) ? Health.UP : Health.down("its controller has not yet admitted the broker");
        } catch (ExecutionException | TimeoutException e) {
            return Health.down("no answer from " + bootstrapServers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down("interrupted");
        }
    }

    @Override
    List<String> prepare() {
        Path properties = new KafkaStorage(settings, port()).prepare();
        List<String> command = new ArrayList<>();
        command.add(JavaProgram.path());
        command.add(files().emptyTemporary());
        command.addAll(archives.ofClassPath("kafka", classPath, jvmOptions, MAIN_CLASS)
                .map(ArchivedProgram::command)
                .orElseGet(this::asItIs));
        command.add(properties.toString());
        return command;
    }

    private List<String> asItIs() {
        List<String> command = new ArrayList<>(jvmOptions);
        command.addAll(List.of("-cp", classPath, MAIN_CLASS));
        return command;
    }

    @Override
    Map<String, String> environment() {
        return Map.of();
    }
}
