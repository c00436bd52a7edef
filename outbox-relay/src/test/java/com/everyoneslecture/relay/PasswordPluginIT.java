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
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.plugin.AuthenticationPlugin;

/** The relay's jar with a plug-in that provides the password, from another jar. */
@Tag("long")
@Timeout(120)
class PasswordPluginIT {

    private static final String PLUGIN = """
            package com.example;

            import java.util.Properties;
            import org.postgresql.plugin.AuthenticationPlugin;
            import org.postgresql.plugin.AuthenticationRequestType;

            public final class Token implements AuthenticationPlugin {
                private final String role;

                public Token(Properties connection) {
                    role = connection.getProperty("user");
                }

                @Override
                public char[] getPassword(AuthenticationRequestType type) {
                    return System.getenv("TOKEN_OF_" + role).toCharArray();
                }
            }
            """;

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void isLoadedFromTheDirectoryThatLoaderPathNames() throws Exception {
        Path jars = Files.createDirectory(directory.resolve("extra jars"));
        pack(compiled(), jars.resolve("token.jar"));
        Map<String, String> environment = Map.of(
                "RELAY_DATABASE_URL", database.jdbcUrl(),
                "RELAY_DATABASE_PROPERTIES_AUTHENTICATIONPLUGINCLASSNAME", "com.example.Token",
                "RELAY_SLOT_NAME", RelayFixture.slot(database),
                "RELAY_KAFKA_BOOTSTRAPSERVERS", TestKafka.shared().bootstrapServers(),
                "TOKEN_OF_outbox_relay", database.password("outbox_relay"));

        try (RelayJar doctor =
                RelayJar.start(directory, List.of(), List.of("-Dloader.path=" + jars), environment, "doctor")) {
            assertThat(doctor.ended()).containsPattern("(?m)^  ok +reachable +\\S+ as outbox_relay$");
        }
        try (RelayJar without = RelayJar.start(directory, List.of(), List.of(), environment, "doctor")) {
            assertThat(without.ended()).contains("com.example.Token");
        }
    }

    private Path compiled() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "this JVM has no compiler");
        Path source = Files.writeString(directory.resolve("Token.java"), PLUGIN);
        String driver = Path.of(AuthenticationPlugin.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Path classes = directory.resolve("classes");
        assertThat(compiler.run(null, null, null, "-classpath", driver, "-d", classes.toString(), source.toString()))
                .isZero();
        return classes;
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream packed = new JarOutputStream(Files.newOutputStream(jar))) {
            packed.putNextEntry(new JarEntry("com/example/Token.class"));
            Files.copy(classes.resolve("com/example/Token.class"), packed);
            packed.closeEntry();
        }
    }
}
