package com.everyoneslecture.chaos.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.localstack.process.ProcessIdentity;
import com.everyoneslecture.localstack.stack.ComponentName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A system of which only one database runs. */
@Timeout(300)
class ProcessStackIT {

    private static final ComponentName DATABASE = ComponentName.LECTURE_DB;

    @TempDir
    private Path home = Path.of("");

    @Test
    void tellsADeathFromWhatAFaultHasEnded() throws Exception {
        try (ProcessStack stack = stack()) {
            stack.start(DATABASE);
            assertThat(stack.notServing())
                    .noneMatch(component -> component.startsWith("lecture-db "))
                    .contains("category-app (stopped): stopped");

            stack.crash(DATABASE);
            assertThat(stack.notServing()).contains("lecture-db (stopped): stopped");
            stack.start(DATABASE);
            stack.kill(DATABASE);
            stack.start(DATABASE);
            stack.freeze(DATABASE);
            assertThat(stack.notServing()).contains("lecture-db (paused): paused");
            stack.thaw(DATABASE);
            stack.stop(DATABASE);
            stack.start(DATABASE);
            assertThat(stack.deaths()).isEmpty();

            ProcessIdentity.read(home.resolve("chaos/1/run/lecture-db.pid"))
                    .flatMap(ProcessIdentity::find)
                    .orElseThrow()
                    .destroyForcibly();
            List<String> deaths = new ArrayList<>();
            await().until(() -> deaths.addAll(stack.deaths()));
            assertThat(deaths).singleElement().asString().startsWith("lecture-db ended by itself: exit status 137");
            assertThat(stack.notServing()).anyMatch(component -> component.startsWith("lecture-db (died): "));
            assertThat(stack.deaths()).isEmpty();
        }
    }

    @Test
    void deletesItsFilesWhileTheDirectoryIsItsOwn() throws Exception {
        Path own = home.resolve("chaos/1");
        try (ProcessStack stack = stack()) {
            stack.start(DATABASE);
            stack.end();
            assertThat(own.resolve("data/lecture-db")).isDirectory();
            stack.delete();
            assertThat(own).isDirectoryNotContaining("glob:**/{data,logs,secrets.properties}");
            try (ProcessStack other = stack()) {
                assertThat(other.logs()).isEqualTo(home.resolve("chaos/2/logs"));
            }
        }
        try (ProcessStack next = stack()) {
            assertThat(next.logs()).isEqualTo(own.resolve("logs"));
        }
    }

    private ProcessStack stack() throws InterruptedException {
        return ProcessStack.below(
                home.resolve("chaos"),
                Path.of(System.getProperty("repository.root")),
                home.resolve("programs"),
                Deployment.PLAIN,
                Optional.empty());
    }
}
