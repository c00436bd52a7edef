package com.everyoneslecture.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StackLayoutTest {

    private static final Path HOME = Path.of("/home");
    private static final Path ROOT = Path.of("/repository");

    @Test
    void takesTheJarsOfTheBuildOrTheirCopies() {
        StackLayout built = new StackLayout(HOME, ROOT);
        assertThat(built.jar(ComponentName.OUTBOX_RELAY_2))
                .isEqualTo(ROOT.resolve("outbox-relay/target/outbox-relay-exec.jar"));
        assertThat(built.connectLibraries()).isEqualTo(ROOT.resolve("tools/connect-worker/target/lib"));

        StackLayout copied = new StackLayout(HOME, ROOT, HOME.resolve("programs"), Path.of("/copies"));
        assertThat(copied.jar(ComponentName.OUTBOX_RELAY_2)).isEqualTo(Path.of("/copies/outbox-relay-exec.jar"));
        assertThat(copied.jar(ComponentName.CATEGORY_APP)).isEqualTo(Path.of("/copies/category-app-exec.jar"));
        assertThat(copied.connectorJar()).isEqualTo(Path.of("/copies/connect/outbox-connect.jar"));
        assertThat(copied.connectLibraries()).isEqualTo(Path.of("/copies/connect/lib"));
    }
}
