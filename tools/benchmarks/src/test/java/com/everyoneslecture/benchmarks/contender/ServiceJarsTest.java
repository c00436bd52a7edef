package com.everyoneslecture.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.StackLayout;
import com.everyoneslecture.localstack.stack.StackServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ServiceJarsTest {

    @Test
    void runsAJarWithTheJvmOptionsOfTheStack() {
        List<String> command = ServiceJars.command(Path.of("some.jar"), "--one");

        assertThat(command).startsWith(StackServers.SERVICE_JVM.toArray(String[]::new));
        assertThat(command).endsWith("-jar", "some.jar", "--one");
    }

    /** Kafka Connect's worker is a component, too, but has no jar. */
    @Test
    void linksTheJarsThatTheBuildMakes(@TempDir Path directory) throws Exception {
        for (String service : List.of("category-app", "lecture-projector", "outbox-relay", "console")) {
            Files.createFile(directory.resolve(service + "-exec.jar"));
        }
        StackLayout layout = new StackLayout(directory.resolve("home"), directory.resolve("root"));
        System.setProperty("outbox.services", directory.toString());
        try {
            ServiceJars.linkInto(layout);
        } finally {
            System.clearProperty("outbox.services");
        }
        assertThat(layout.jar(ComponentName.OUTBOX_RELAY)).exists();
        assertThat(layout.jar(ComponentName.CONSOLE)).exists();
    }
}
