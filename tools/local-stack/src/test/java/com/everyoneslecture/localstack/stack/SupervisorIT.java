package com.everyoneslecture.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.ServiceServer;
import com.everyoneslecture.localstack.ServiceSettings;
import com.everyoneslecture.localstack.process.Death;
import com.everyoneslecture.localstack.process.ServerState;
import com.everyoneslecture.localstack.process.StartFailedException;
import com.everyoneslecture.localstack.standin.StandInService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT implements StackListener {

    @TempDir
    private Path directory = Path.of("");

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Map<ComponentName, LocalServer> servers = new EnumMap<>(ComponentName.class);
    private Path jar = Path.of("");

    @BeforeEach
    void makeStandIns() throws IOException {
        jar = StandInService.jar(directory.resolve("stand-in.jar"));
        List<ComponentName> names = new ArrayList<>(ComponentName.pipeline());
        names.add(ComponentName.CONSOLE);
        for (ComponentName name : names) {
            servers.put(
                    name,
                    new ServiceServer(new ServiceSettings(
                            name.toString(),
                            ServerFiles.under(directory.resolve(name.toString())),
                            0,
                            jar,
                            List.of("-Xmx32m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                            Map.of())));
        }
    }

    @AfterEach
    void killWhatIsLeft() throws InterruptedException {
        for (LocalServer server : servers.values()) {
            server.kill();
        }
    }

    @Test
    void startsServicesLastAndStopsThemFirst() throws InterruptedException {
        Supervisor supervisor = new Supervisor(servers, () -> heard.add("between"), this);
        supervisor.startAll();

        assertThat(heard.subList(0, 3))
                .containsExactlyInAnyOrder("category-db healthy", "lecture-db healthy", "kafka healthy");
        assertThat(heard.get(3)).isEqualTo("between");
        assertThat(heard.subList(4, 7))
                .containsExactlyInAnyOrder("category-app healthy", "lecture-projector healthy", "outbox-relay healthy");
        assertThat(heard.get(7)).isEqualTo("console healthy");

        heard.clear();
        supervisor.stopAll();
        supervisor.stopAll();
        assertThat(heard).hasSize(7);
        assertThat(heard.get(0)).isEqualTo("console stopped");
        assertThat(heard.subList(1, 4))
                .containsExactlyInAnyOrder("category-app stopped", "lecture-projector stopped", "outbox-relay stopped");
        assertThat(heard.get(4)).isEqualTo("kafka stopped");
        assertThat(heard.subList(5, 7)).containsExactlyInAnyOrder("category-db stopped", "lecture-db stopped");
        assertThat(servers.values()).noneMatch(LocalServer::alive);
    }

    @Test
    void doesToAComponentWhatIsAskedFor() throws InterruptedException {
        Supervisor supervisor = new Supervisor(servers, () -> {}, this);
        LocalServer kafka = supervisor.server(ComponentName.KAFKA);

        supervisor.operate(ComponentName.KAFKA, Operation.START);
        supervisor.operate(ComponentName.KAFKA, Operation.PAUSE);
        assertThat(kafka.state()).isEqualTo(ServerState.PAUSED);
        assertThat(supervisor.conflict(ComponentName.KAFKA, Operation.RESUME)).isEmpty();
        supervisor.operate(ComponentName.KAFKA, Operation.RESUME);
        assertThat(kafka.health().up()).isTrue();
        assertThat(supervisor.conflict(ComponentName.KAFKA, Operation.RESUME)).hasValue("kafka is running, not paused");
        supervisor.operate(ComponentName.KAFKA, Operation.KILL);
        assertThat(kafka.state()).isEqualTo(ServerState.KILLED);
        assertThat(supervisor.conflict(ComponentName.KAFKA, Operation.PAUSE))
                .hasValue("kafka is killed; start it with: outbox start kafka");
        assertThat(supervisor.conflict(ComponentName.KAFKA, Operation.KILL)).isEmpty();
        supervisor.operate(ComponentName.KAFKA, Operation.START);
        supervisor.operate(ComponentName.KAFKA, Operation.STOP);

        assertThat(heard)
                .containsExactly(
                        "kafka healthy",
                        "kafka paused",
                        "kafka resumed",
                        "kafka killed",
                        "kafka healthy",
                        "kafka stopped");
    }

    @Test
    void reportsAComponentThatDiesAndLeavesItDown() throws InterruptedException {
        Supervisor supervisor = new Supervisor(servers, () -> {}, this);
        supervisor.operate(ComponentName.OUTBOX_RELAY, Operation.START);
        LocalServer relay = supervisor.server(ComponentName.OUTBOX_RELAY);

        ProcessHandle.of(relay.pid()).orElseThrow().destroyForcibly();
        await().until(() -> heard.contains("outbox-relay died: exit status 137 (killed: SIGKILL)"));
        assertThat(relay.state()).isEqualTo(ServerState.DIED);
        assertThat(relay.death()).hasValueSatisfying(death -> {
            assertThat(death.reason()).isEqualTo("exit status 137 (killed: SIGKILL)");
            assertThat(death.lastLines()).containsExactly("the stand-in is ready: 준비");
        });

        supervisor.operate(ComponentName.OUTBOX_RELAY, Operation.START);
        assertThat(relay.state()).isEqualTo(ServerState.RUNNING);
        assertThat(relay.death()).isEmpty();
    }

    @Test
    void startsNoServiceWhereADatabaseFails() throws Exception {
        Files.writeString(jar, "not a jar");
        Supervisor supervisor = new Supervisor(servers, () -> heard.add("between"), this);
        assertThatThrownBy(supervisor::startAll)
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("before it served");
        assertThat(heard).isEmpty();
        assertThat(servers.values()).noneMatch(LocalServer::alive);
    }

    @Test
    void startsAnewTheJarThatIsThere() throws Exception {
        Supervisor supervisor = new Supervisor(servers, () -> {}, this);
        supervisor.operate(ComponentName.CATEGORY_APP, Operation.START);
        // A build would also replace it while it runs.
        Files.writeString(jar, "not a jar");
        assertThat(supervisor.server(ComponentName.CATEGORY_APP).health().up()).isTrue();
        StandInService.jar(jar);
        supervisor.operate(ComponentName.CATEGORY_APP, Operation.STOP);
        supervisor.operate(ComponentName.CATEGORY_APP, Operation.START);
        assertThat(supervisor.server(ComponentName.CATEGORY_APP).health().up()).isTrue();
    }

    @Test
    void keepsTemporaryFilesWithTheServiceAndClearsThemAtItsStart() throws Exception {
        Supervisor supervisor = new Supervisor(servers, () -> {}, this);
        supervisor.operate(ComponentName.CONSOLE, Operation.START);
        supervisor.operate(ComponentName.CONSOLE, Operation.KILL);
        supervisor.operate(ComponentName.CONSOLE, Operation.START);

        try (Stream<Path> files = Files.list(directory.resolve("console/data/tmp"))) {
            assertThat(files)
                    .hasSize(1)
                    .allMatch(file -> file.getFileName().toString().startsWith("stand-in"));
        }
    }

    @Override
    public void healthy(LocalServer server, Duration after) {
        heard.add(server.name() + " healthy");
    }

    @Override
    public void done(LocalServer server, String what, Duration after) {
        heard.add(server.name() + " " + what);
    }

    @Override
    public void died(LocalServer server, Death death) {
        heard.add(server.name() + " died: " + death.reason());
    }
}
