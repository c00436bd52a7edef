package com.everyoneslecture.benchmarks.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.ServiceServer;
import com.everyoneslecture.localstack.ServiceSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WholeSystemTest {

    @Test
    void reportsAServerThatHasEnded() {
        Path directory = Path.of("target", "ended");
        LocalServer ended = new ServiceServer(new ServiceSettings(
                "ended", ServerFiles.under(directory), 1, directory.resolve("ended.jar"), List.of(), Map.of()));

        assertThat(WholeSystem.text(ended)).isEqualTo("not running");
    }
}
