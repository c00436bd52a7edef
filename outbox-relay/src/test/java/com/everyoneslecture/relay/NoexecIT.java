package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The relay's jar with its directory for temporary files on a file system from which no library can be loaded. */
@Tag("long")
@Timeout(180)
class NoexecIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final OutboxFixture outbox = new OutboxFixture(database);

    @TempDir
    private Path directory = Path.of("");

    private Path temporary = Path.of("");

    @BeforeEach
    void requireMounts() throws Exception {
        temporary = Files.createDirectory(directory.resolve("temporary files"));
        assumeTrue(mounts(), "this machine lets no user mount a file system");
    }

    @AfterEach
    void dropSlot() {
        outbox.dropSlot();
    }

    @ParameterizedTest
    @CsvSource({"zstd, ZstdTempFolder", "snappy, org.xerial.snappy.tempdir"})
    void aCompressionThatCannotBeLoadedHaltsTheRelay(String compression, String option) throws Exception {
        outbox.append("key-1");
        try (RelayJar relay = start(compression, List.of())) {
            Awaitility.await().atMost(PATIENCE).until(() -> relay.printed().contains("halted: no events flow"));
            assertThat(relay.printed())
                    .contains("a native library of Kafka's compression cannot be loaded")
                    .contains("start again with -DZstdTempFolder=")
                    .contains("-D" + option + "=");
        }
        try (RelayJar relay = start(compression, List.of("-D" + option + "=" + directory))) {
            assertPublishes(relay);
        }
    }

    @Test
    void lz4NeedsNoLibrary() throws Exception {
        outbox.append("key-1");
        try (RelayJar relay = start("lz4", List.of())) {
            assertPublishes(relay);
        }
    }

    private void assertPublishes(RelayJar relay) {
        try (TopicFixture topic =
                new TopicFixture(TestKafka.shared().bootstrapServers(), RelayFixture.topic(database))) {
            outbox.append("key-1");
            ExactlyOnce.in(topic, outbox);
        }
        assertThat(relay.printed()).doesNotContain("halted:");
    }

    private RelayJar start(String compression, List<String> options) throws IOException {
        return RelayJar.start(
                directory,
                onNoexec("exec \"$@\""),
                Stream.concat(Stream.of("-Djava.io.tmpdir=" + temporary), options.stream())
                        .toList(),
                Map.of(
                        "RELAY_DATABASE_URL", database.jdbcUrl(),
                        "RELAY_DATABASE_PASSWORD", database.password("outbox_relay"),
                        "RELAY_SLOT_NAME", RelayFixture.slot(database),
                        "RELAY_KAFKA_BOOTSTRAPSERVERS", TestKafka.shared().bootstrapServers(),
                        "RELAY_KAFKA_PROPERTIES_COMPRESSION_TYPE", compression,
                        "SERVER_PORT", "0"),
                "--relay.channels.out-categoryChanged.destination=" + RelayFixture.topic(database));
    }

    /** The file system is seen by this process alone, and goes with it. */
    private List<String> onNoexec(String command) {
        return List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o noexec noexec \"$0\" && " + command,
                temporary.toString());
    }

    private boolean mounts() throws InterruptedException {
        try {
            return new ProcessBuilder(onNoexec("true")).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
