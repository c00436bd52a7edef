package com.everyoneslecture.outbox.service.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SecretFilesTest {

    record Settings(
            @Valid @NotNull Database database, @Nullable Map<String, String> properties) {}

    record Database(@NotNull String password) {}

    @TempDir
    private Path directory = Path.of("");

    @Test
    void giveTheVariableTheTextOfTheFile() throws Exception {
        Settings settings = bind(Map.of(
                "RELAY_DATABASE_PASSWORD_FILE", file("암호 \n"),
                "RELAY_PROPERTIES_SASL_JAAS_CONFIG_FILE", file("Module required;")));

        assertThat(settings.database().password()).isEqualTo("암호 ");
        assertThat(settings.properties()).isEqualTo(Map.of("sasl.jaas.config", "Module required;"));
    }

    @ParameterizedTest
    @CsvSource({
        "RELAY_DATABASE_PROPERTIES_SSLPASSWORD_FILE, relay.database.properties.sslpassword",
        "SPRING_DATASOURCE_HIKARI_DATASOURCEPROPERTIES_SSLPASSWORD_FILE,"
                + " spring.datasource.hikari.datasourceproperties.sslpassword",
        "SERVER_SSL_KEYSTOREPASSWORD_FILE, server.ssl.key-store-password",
        "SERVER_SSL_KEY_STORE_PASSWORD_FILE, server.ssl.key-store-password",
        "SERVER_SSL_KEYPASSWORD_FILE, server.ssl.key-password",
        "MANAGEMENT_SERVER_SSL_TRUSTSTOREPASSWORD_FILE, management.server.ssl.trust-store-password",
        "SPRING_SSL_BUNDLE_JKS_WEB_KEYSTORE_PASSWORD_FILE, spring.ssl.bundle.jks.web.keystore.password",
    })
    void giveTheSecretOfEachCertificate(String variable, String key) throws Exception {
        ConfigurableEnvironment environment = environment(Map.of(variable, file("secret")));
        SecretFiles.replace(environment.getPropertySources());
        ConfigurationPropertySources.attach(environment);

        assertThat(environment.getProperty(key)).isEqualTo("secret");
    }

    @Test
    void areReadInEachService() throws Exception {
        SpringApplication application = new SpringApplication(SecretFilesTest.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setEnvironment(environment(Map.of("SPRING_DATASOURCE_PASSWORD_FILE", file("secret"))));

        assertThat(application.run().getEnvironment().getProperty("spring.datasource.password"))
                .isEqualTo("secret");
    }

    @Test
    void canBeReadAgain() throws Exception {
        String file = file("first");
        ConfigurableEnvironment environment =
                environment(Map.of("RELAY_DATABASE_PASSWORD_FILE", file, "RELAY_OTHER_PASSWORD", "no file"));
        SecretFiles.replace(environment.getPropertySources());
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.writeString(tree.resolve("spring.datasource.password"), "of the tree");
        environment.getPropertySources().addFirst(new ConfigTreePropertySource("tree", tree));
        ConfigurationPropertySources.attach(environment);

        assertThat(SecretFiles.fileOf(environment, "relay.database.password")).contains(Path.of(file));
        assertThat(SecretFiles.fileOf(environment, "spring.datasource.password"))
                .contains(tree.resolve("spring.datasource.password"));
        assertThat(SecretFiles.fileOf(environment, "relay.other.password")).isEmpty();
        assertThat(SecretFiles.fileOf(environment, "relay.missing.password")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/password", "", "/", "\0"})
    void areNamedWhereTheyCannotBeRead(String file) {
        assertNamed(Map.of("RELAY_DATABASE_PASSWORD_FILE", file));
    }

    @Test
    void areNamedWhereTheyAreEmptyOrTooLarge() throws Exception {
        assertNamed(Map.of("RELAY_DATABASE_PASSWORD_FILE", file("\n")));
        assertNamed(Map.of("RELAY_DATABASE_PASSWORD_FILE", file("x".repeat(65 * 1024))));
    }

    @Test
    void areNamedWhereTheVariableIsSetAsWell() throws Exception {
        assertNamed(Map.of("RELAY_DATABASE_PASSWORD_FILE", file("a"), "RELAY_DATABASE_PASSWORD", "b"));
    }

    @Test
    void ofOtherProgramsAreLeftAlone() throws Exception {
        ConfigurableEnvironment environment = environment(Map.of(
                "RELAY_DATABASE_PASSWORD",
                "secret",
                "RELAY_ADMIN_PASSWORD_FILE",
                "/nowhere",
                "AWS_IDENTITY_TOKEN_FILE",
                file("token")));

        assertThat(bind(environment).database().password()).isEqualTo("secret");
        assertThat(environment.getProperty("AWS_IDENTITY_TOKEN")).isNull();
        assertThat(environment.getProperty("AWS_IDENTITY_TOKEN_FILE")).isNotNull();
    }

    private void assertNamed(Map<String, Object> variables) {
        assertThatThrownBy(() -> bind(variables))
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessageContaining("(environment variable RELAY_DATABASE_PASSWORD_FILE) must name a readable file");
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "secret", ""), content)
                .toString();
    }

    private static Settings bind(Map<String, Object> variables) {
        return bind(environment(variables));
    }

    private static Settings bind(ConfigurableEnvironment environment) {
        SecretFiles.replace(environment.getPropertySources());
        ConfigurationPropertySources.attach(environment);
        return StrictConfiguration.bind(environment, "relay", Settings.class);
    }

    private static ConfigurableEnvironment environment(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return environment;
    }
}
