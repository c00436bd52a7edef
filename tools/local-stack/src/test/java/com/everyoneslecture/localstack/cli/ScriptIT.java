package com.everyoneslecture.localstack.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code outbox}, with a stand-in for Maven that records its arguments. */
class ScriptIT {

    private static final long PATIENCE_SECONDS = 60;
    // Ctrl-C reaches all processes of the terminal. A parent that ignores it would make its children ignore it, too.
    private static final List<String> IN_A_TERMINAL =
            List.of("perl", "-e", "use POSIX; POSIX::setsid(); $SIG{INT} = 'DEFAULT'; exec { $ARGV[0] } @ARGV");

    @TempDir
    private Path root = Path.of("");

    private Path builds = Path.of("");
    private String javaHome = System.getProperty("java.home", "");

    @BeforeEach
    void copyTheScript() throws IOException {
        builds = root.resolve("builds");
        Files.copy(Path.of(System.getProperty("repository.root"), "outbox"), root.resolve("outbox"));
        Files.createFile(root.resolve("pom.xml"));
        maven("cp -R '" + root + "/built' tools/local-stack/target");
        Path built = Files.createDirectories(root.resolve("built"));
        Files.createDirectories(root.resolve("tools/local-stack"));
        launcher(built.resolve("local-stack.jar"));
        Files.createDirectories(built.resolve("lib"));
        launcher(built.resolve("lib/library-SNAPSHOT.jar"));
    }

    @Test
    @Tag("long")
    void refusesWrongOptionsBeforeItBuilds() throws Exception {
        assertThat(run("status").err()).contains("no `up` is running");
        assertThat(builds()).hasSize(1).allMatch(build -> build.contains("-pl tools/local-stack -am"));

        for (List<String> wrong : List.of(
                List.of("up", "--foo"),
                List.of("up", "--port-kafka=1234", "--port-console=1234"),
                List.of("up", "--relay-on", "connect", "--foo"),
                List.of("frobnicate"))) {
            Program.Ended ended = run(wrong.toArray(String[]::new));
            assertThat(ended.status()).as("%s", wrong).isEqualTo(2);
            assertThat(ended.err()).startsWith("outbox: ").contains("--help").doesNotContain("building");
        }
        assertThat(builds()).hasSize(1);
    }

    @Test
    void buildsTheLauncherAloneToRefuseWrongOptions() throws Exception {
        Program.Ended ended = run("up", "--foo");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("building launcher;", "outbox: Unknown option: '--foo'");
        assertThat(builds()).hasSize(1).allMatch(build -> build.contains("-pl tools/local-stack -am"));
    }

    @Test
    void refusesAnUnknownOptionOrBenchmarkWithoutABuild() throws Exception {
        maven("exit 1");
        sources();
        for (List<String> wrong : List.of(
                List.of("chaos", "--foo"),
                List.of("chaos", "--seed", "7", "--foo=3"),
                // Another program has this option.
                List.of("chaos", "--fresh"),
                List.of("bench"),
                List.of("bench", "nosuch"),
                List.of("bench", "--quick", "capture"),
                List.of("bench", "capture", "--foo"))) {
            Program.Ended ended = run(wrong.toArray(String[]::new));

            assertThat(ended.status()).as("%s", wrong).isEqualTo(2);
            assertThat(ended.err())
                    .startsWith("outbox: ")
                    .endsWith("See: outbox " + wrong.get(0) + " --help\n")
                    .doesNotContain("building");
        }
        assertThat(run("chaos", "--foo=3").err()).startsWith("outbox: Unknown option: '--foo=3'\n");
        assertThat(run("bench", "nosuch").err())
                .startsWith("outbox: there is no benchmark 'nosuch'; there are: capture ");
        assertThat(builds).doesNotExist();
    }

    @Test
    void leavesItToTheProgramToRefuseValues() throws Exception {
        maven("exit 1");
        sources();
        for (List<String> possible : List.of(
                List.of("chaos"),
                List.of("chaos", "--seed=7", "--rate", "-5", "--capture", "wal", "--faults", "kill-kafka"),
                List.of("chaos", "--", "--foo"),
                List.of("chaos", "-h"),
                List.of("bench", "--help"),
                List.of("bench", "capture", "--quick", "--json", "foo"))) {
            assertThat(run(possible.toArray(String[]::new)).err())
                    .as("%s", possible)
                    .startsWith("building " + (possible.get(0).equals("chaos") ? "chaos" : "benchmarks"));
        }
    }

    /** Makes sources with the names of some options and of one benchmark. */
    private void sources() throws IOException {
        source("tools/chaos/src/main/java/Options.java", "\"--seed\" \"--rate\" \"--faults\"");
        source(
                "tools/local-stack/src/main/java/com/everyoneslecture/localstack/cli/CaptureOption.java",
                "\"--capture\"");
        source("tools/local-stack/src/main/java/com/everyoneslecture/localstack/cli/UpCommand.java", "\"--fresh\"");
        source("tools/benchmarks/src/main/java/Options.java", "\"capture\" \"--quick\" \"--json\"");
    }

    private void source(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void endsABuildWithOneLineAtCtrlC() throws Exception {
        maven("trap 'echo \"[ERROR] java.lang.InterruptedException\"; exit 130' INT; sleep 100");
        Path printed = root.resolve("printed");
        List<String> command = new ArrayList<>(IN_A_TERMINAL);
        command.addAll(List.of("bash", root.resolve("outbox").toString(), "up"));
        Process up = builder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> Files.exists(builds));

        Process interrupt = new ProcessBuilder("kill", "-INT", "--", "-" + up.pid())
                .inheritIO()
                .start();
        assertThat(interrupt.waitFor()).isZero();

        assertThat(up.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(130);
        assertThat(Files.readAllLines(printed))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("building launcher and services; the log is ");
        assertThat(Files.readAllLines(printed)).last().isEqualTo("outbox: the build was stopped");
    }

    @Test
    void namesTheModuleThatIsBuilt() throws Exception {
        maven("echo '[INFO] Building outbox-event 0.1.0-SNAPSHOT [1/9]'; exit 1");
        Program.Ended ended = run("up");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).contains("\n  outbox-event [1/9]\n", "outbox: the build failed");
    }

    @Test
    void checksAnotherJavaUnderTheSamePath() throws Exception {
        maven("exit 1");
        Path java = Files.createDirectories(root.resolve("jdk/bin")).resolve("java");
        javaHome = root.resolve("jdk").toString();
        Path newer = java("newer", "21.0.1", "");
        Path older = java("older", "11.0.1", "");
        Files.createSymbolicLink(java, newer);
        assertThat(run("chaos", "--seed=7").err()).contains("there is no javac");

        Files.delete(java);
        Files.createSymbolicLink(java, older);

        assertThat(run("chaos", "--seed=7").err())
                .isEqualTo("outbox: " + java + " is version 11.0.1; 17 or newer is needed.\n"
                        + "        Install a JDK, version 17 or newer, or set JAVA_HOME to the one you have.\n");
    }

    @Test
    void onlyTheOwnerCanReadWhatChaosAndBenchWrite() throws Exception {
        Files.createDirectories(root.resolve("jdk/bin"));
        Files.move(java("java", "21.0.1", "umask"), root.resolve("jdk/bin/java"));
        javaHome = root.resolve("jdk").toString();
        for (String command : List.of("chaos", "bench")) {
            noteRunning(command, command.equals("chaos") ? "chaos.jar" : "benchmarks.jar", startOfThisProcess());
        }
        sources();

        assertThat(run("chaos").out()).isEqualTo("0066\n");
        assertThat(run("bench", "capture").out()).isEqualTo("0066\n");
    }

    /** Makes a program that tells this version, and otherwise does this. */
    private Path java(String name, String version, String then) throws IOException {
        Path program = root.resolve(name);
        Files.writeString(program, """
                #!/usr/bin/env bash
                case " $* " in *' -version '*) echo 'openjdk version "%s"' >&2; exit ;; esac
                %s
                """.formatted(version, then));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private static String startOfThisProcess() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
    }

    private void noteRunning(String command, String jar, String start) throws IOException {
        maven("exit 1");
        launcher(Files.createDirectories(root.resolve(".outbox/" + command + "-app"))
                .resolve(jar));
        Files.writeString(
                root.resolve(".outbox/" + command + ".pid"),
                ProcessHandle.current().pid() + " " + start + "\n");
    }

    /** The noted process has ended, and another one has its id. In a container, that may be the script itself. */
    @Test
    void buildsThoughAnotherProcessHasTheIdOfTheOneThatRan() throws Exception {
        noteRunningChaos("1");

        assertThat(run("chaos").err()).contains("building chaos and services");
    }

    @Test
    void buildsNothingUnderARunningChaos() throws Exception {
        noteRunningChaos(startOfThisProcess());

        assertThat(run("chaos").err()).doesNotContain("building");
    }

    /** A build during a run must not exchange the services under it. */
    @Test
    void copiesTheServicesThatChaosBreaksAndCopiesThemAnewOnceTheyHaveChanged() throws Exception {
        maven("""
                for module in tools/chaos category-app outbox-relay lecture-projector; do
                  mkdir -p $module/target/lib
                  echo first > $module/target/${module##*/}-exec.jar
                done
                cp '%s'/built/local-stack.jar tools/chaos/target/chaos.jar
                cp '%s'/built/lib/*.jar tools/chaos/target/lib/
                """.formatted(root, root));
        run("chaos");
        Path copies = root.resolve(".outbox/chaos-app");
        assertThat(copies.resolve("category-app-exec.jar")).hasContent("first");
        assertThat(copies.resolve("outbox-relay-exec.jar")).hasContent("first");
        assertThat(copies.resolve("lecture-projector-exec.jar")).hasContent("first");

        Files.writeString(root.resolve("category-app/target/category-app-exec.jar"), "second");
        assertThat(copies.resolve("category-app-exec.jar")).hasContent("first");
        run("chaos");
        assertThat(copies.resolve("category-app-exec.jar")).hasContent("second");
        assertThat(builds()).hasSize(1);
    }

    private void noteRunningChaos(String start) throws IOException {
        noteRunning("chaos", "chaos.jar", start);
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(builds);
    }

    /** Makes a Maven that records its arguments and then does this. */
    private void maven(String then) throws IOException {
        Path program = Files.createDirectories(root.resolve("bin")).resolve("mvn");
        Files.writeString(program, """
                #!/usr/bin/env bash
                case " $* " in *' --version '*) echo 'Apache Maven 3.9.9'; exit ;; esac
                echo "$*" >> '%s'
                %s
                """.formatted(builds, then));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    /** Makes a jar that refers to the classes of this test. */
    private static void launcher(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(":"))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    private Program.Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", root.resolve("outbox").toString()));
        command.addAll(List.of(arguments));
        Path err = root.resolve("err");
        Process process = builder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Program.Ended(process.exitValue(), out, Files.readString(err));
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", javaHome);
        builder.environment().remove("OUTBOX_HOME");
        return builder;
    }
}
