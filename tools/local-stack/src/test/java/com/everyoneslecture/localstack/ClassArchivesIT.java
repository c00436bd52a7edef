package com.everyoneslecture.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.localstack.standin.StandInService;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ClassArchivesIT {

    private static final String NAME = "stand-in";
    private static final List<String> JVM = List.of("-Xmx32m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final String READY = "the stand-in is ready: 준비";

    @TempDir
    private Path directory = Path.of("");

    private final List<ServiceServer> started = new ArrayList<>();
    private Path jar = Path.of("");

    @BeforeEach
    void makeTheStandIn() throws IOException {
        jar = StandInService.jar(directory.resolve("stand-in.jar"));
    }

    @AfterEach
    void killWhatIsLeft() throws InterruptedException {
        for (ServiceServer server : started) {
            server.kill();
        }
    }

    @Test
    void aKilledServiceLeavesEnoughForAnArchiveWhichTheNextStartUses() throws Exception {
        ClassArchives archives = archives();
        start(archives).kill();
        archives.complete();

        assertThat(archive(archives)).isNotEmptyFile();
        assertThat(command(archives)).contains("-XX:SharedArchiveFile=" + archive(archives));
        assertThat(start(archives).log().tail(10)).containsOnly(READY);
        // With this option, a JVM that cannot use the archive ends before it runs the program.
        // The program then ends because it gets no port.
        run(archives.ofJar(NAME, jar, JVM).orElseThrow(), "-Xshare:on");
        assertThat(directory.resolve("run.log")).content().contains("NumberFormatException");
    }

    @Test
    void anArchiveThatDoesNotFitIsNoNews() throws Exception {
        ClassArchives archives = archives();
        start(archives).kill();
        archives.complete();
        Path archive = archive(archives);
        byte[] whole = Files.readAllBytes(archive);
        Files.delete(archive);

        for (byte[] broken : List.of(new byte[0], new byte[whole.length], Arrays.copyOf(whole, whole.length / 2))) {
            Files.write(archive, broken);
            ServiceServer server = start(archives);
            assertThat(server.health().up()).isTrue();
            assertThat(server.log().tail(10)).containsOnly(READY);
            server.stop();
        }
    }

    @Test
    void anotherBuildGetsAnArchiveOfItsOwn() throws Exception {
        ClassArchives archives = archives();
        start(archives).kill();
        archives.complete();
        Path old = archive(archives);

        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));
        ClassArchives next = archives();
        assertThat(command(next)).noneMatch(word -> word.startsWith("-XX:SharedArchiveFile"));
        start(next).kill();
        next.complete();
        assertThat(archive(next)).isNotEmptyFile().isNotEqualTo(old);
        assertThat(old).doesNotExist();
    }

    @Test
    void withoutAPlaceToWriteTheJarRunsAsItIs() throws Exception {
        Files.writeString(directory.resolve("archives"), "not a directory");
        ClassArchives archives = archives();

        ServiceServer server = start(archives);
        assertThat(server.health().up()).isTrue();
        assertThat(server.log().tail(10)).containsOnly(READY);
        archives.complete();
    }

    @Test
    @Tag("long")
    void twoThatUnpackAtOnceShareTheResult() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<List<String>> unpack = () -> command(archives());
            List<Future<List<String>>> both = List.of(threads.submit(unpack), threads.submit(unpack));
            assertThat(both.get(0).get()).isEqualTo(both.get(1).get());
            assertThat(start(archives()).health().up()).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Tag("long")
    void anInterruptLeavesNoArchiveAndTheNextTimeMakesIt() throws Exception {
        ClassArchives archives = archives();
        start(archives).kill();
        Thread.currentThread().interrupt();
        assertThatThrownBy(archives::complete).isInstanceOf(InterruptedException.class);
        assertThat(archives.ofJar(NAME, jar, JVM).orElseThrow().find()).isEmpty();

        archives.complete();
        assertThat(archive(archives)).isNotEmptyFile();
    }

    @Test
    @Tag("long")
    void aFailureIsRecordedAndNotRepeated() throws Exception {
        // The JVM builds no archive of classes in directories.
        Path folder = Files.createDirectories(directory.resolve("classes"));
        Files.writeString(folder.resolve("file"), "not empty");
        String classPath = folder + File.pathSeparator + jar;
        ClassArchives archives = archives();
        ArchivedProgram program = archives.ofClassPath(NAME, classPath, JVM, StandInService.class.getName())
                .orElseThrow();
        assertThat(run(program, "-Xshare:auto")).isNotZero();
        archives.complete();

        assertThat(program.directory().resolve("classes.failed")).isNotEmptyFile();
        assertThat(program.command()).noneMatch(word -> word.contains("Shared") || word.contains("DumpLoaded"));
        archives.complete();
    }

    private ClassArchives archives() {
        return ClassArchives.in(directory.resolve("archives"));
    }

    private List<String> command(ClassArchives archives) {
        return archives.ofJar(NAME, jar, JVM).orElseThrow().command();
    }

    private Path archive(ClassArchives archives) {
        return archives.ofJar(NAME, jar, JVM).orElseThrow().find().orElseThrow();
    }

    private int run(ArchivedProgram program, String option) throws Exception {
        List<String> command = new ArrayList<>(List.of(JavaProgram.path()));
        command.add(option);
        command.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("SERVER_PORT");
        builder.redirectOutput(directory.resolve("run.log").toFile());
        return builder.start().waitFor();
    }

    private ServiceServer start(ClassArchives archives) throws InterruptedException {
        ServiceServer server = new ServiceServer(
                new ServiceSettings(
                        NAME, ServerFiles.under(directory.resolve("server-" + started.size())), 0, jar, JVM, Map.of()),
                archives);
        started.add(server);
        server.start();
        await().atMost(Duration.ofMinutes(2)).until(() -> server.log().tail(10).contains(READY));
        return server;
    }
}
