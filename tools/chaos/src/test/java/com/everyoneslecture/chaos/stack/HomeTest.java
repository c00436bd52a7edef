package com.everyoneslecture.chaos.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void isEmptiedWhileNoOtherRunCanHaveIt() throws Exception {
        Home home = Home.claim(directory, directory, directory);
        Path logs = Files.createDirectories(home.logs());
        Files.writeString(logs.resolve("kafka.log"), "a log");
        Files.writeString(home.layout().home().resolve("secrets.properties"), "a secret");

        home.empty();
        assertThat(home.layout().home())
                .isDirectoryNotContaining(file -> !file.equals(home.layout().lock()));
        Home other = Home.claim(directory, directory, directory);
        assertThat(other.layout().home()).isNotEqualTo(home.layout().home());

        home.claimed().close();
        Home next = Home.claim(directory, directory, directory);
        assertThat(next.layout().home()).isEqualTo(home.layout().home());
        other.claimed().close();
        next.claimed().close();
    }
}
