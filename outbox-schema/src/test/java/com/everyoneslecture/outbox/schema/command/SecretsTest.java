package com.everyoneslecture.outbox.schema.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void areValuesOfVariables() {
        assertThat(new Secrets(Map.of("A", " 비밀 ")).find("A")).contains(" 비밀 ");
        assertThat(new Secrets(Map.of()).find("A")).isEmpty();
    }

    @Test
    void areFirstLinesOfFiles() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "비밀\r\nsecond line\n");

        assertThat(new Secrets(Map.of("A_FILE", file.toString())).find("A")).contains("비밀");
    }

    @Test
    void areNotEmpty() throws Exception {
        Path file = Files.createFile(directory.resolve("password"));

        assertThatThrownBy(() -> new Secrets(Map.of("A", "")).find("A")).hasMessage("A gives an empty password");
        assertThatThrownBy(() -> new Secrets(Map.of("A_FILE", file.toString())).find("A"))
                .hasMessage("A_FILE gives an empty password");
    }

    @Test
    void comeFromOnePlace() {
        assertThatThrownBy(() -> new Secrets(Map.of("A", "1", "A_FILE", "2")).find("A"))
                .hasMessage("A and A_FILE are both set; set one of them");
    }

    @Test
    void sayWhichFileIsNotThere() {
        String missing = directory.resolve("missing").toString();

        assertThatThrownBy(() -> new Secrets(Map.of("A_FILE", missing)).find("A"))
                .hasMessage("the file that A_FILE names cannot be read: " + missing);
    }
}
