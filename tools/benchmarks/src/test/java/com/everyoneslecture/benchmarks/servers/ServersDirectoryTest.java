package com.everyoneslecture.benchmarks.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.benchmarks.servers.ServersDirectory.Killing;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServersDirectoryTest {

    private final AtomicInteger killed = new AtomicInteger();
    private final Killing failing = () -> {
        throw new IllegalStateException("it is still alive after SIGKILL");
    };

    @Test
    void isDeletedThoughAProcessCannotBeKilled() throws IOException {
        ServersDirectory directory = ServersDirectory.make();
        directory.killBy(failing);

        assertThatThrownBy(directory::close).hasMessage("it is still alive after SIGKILL");
        assertThat(directory.resolve("")).doesNotExist();
    }

    @Test
    void isDeletedThoughTheThreadIsInterrupted() throws IOException {
        ServersDirectory directory = ServersDirectory.make();
        Files.createFile(directory.resolve("data"));
        directory.killBy(() -> {
            // As each wait does.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            killed.incrementAndGet();
        });

        Thread.currentThread().interrupt();
        directory.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(killed).hasValue(1);
        assertThat(directory.resolve("")).doesNotExist();
    }

    @Test
    void killsTheOthersThoughOneCannotBeKilled() {
        Killing all = Killing.all(List.of(failing, killed::incrementAndGet, failing, killed::incrementAndGet));

        assertThatThrownBy(all::kill).isInstanceOf(IllegalStateException.class);
        assertThat(killed).hasValue(2);
    }
}
