package com.everyoneslecture.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class BillOfMaterialsIT {

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "OUTBOX_CONNECT")
    void namesEveryLibraryOfTheJar(Program program) throws IOException {
        assertThat(program.billOfMaterials().components())
                .extracting(Component::fileName)
                // Starters have no classes, so the jar leaves them out.
                .filteredOn(file -> !file.startsWith("spring-boot-starter-"))
                .containsExactlyInAnyOrderElementsOf(program.libraries().stream()
                        // Spring Boot's plugin adds it, and uses it to unpack the jar.
                        .filter(library -> !library.startsWith("spring-boot-jarmode-tools-"))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "OUTBOX_CONNECT")
    void theManifestNamesItsPlace(Program program) throws IOException {
        try (JarFile jar = program.jar()) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Sbom-Format")).isEqualTo("CycloneDX");
            assertThat(manifest.getValue("Sbom-Location")).isEqualTo(BillOfMaterials.LOCATION);
        }
    }

    @Test
    void aLibraryHasItsVersionAndItsLicence() throws IOException {
        assertThat(Program.OUTBOX_RELAY.billOfMaterials().components())
                .filteredOn(Component::artifact, "org.apache.kafka:kafka-clients")
                .singleElement()
                .satisfies(client -> {
                    assertThat(client.version()).matches("\\d+\\.\\d+\\.\\d+");
                    assertThat(client.licences()).containsExactly("Apache-2.0");
                });
    }

    /** It also names Kafka's client, which a library of the connector needs and the worker provides. */
    @Test
    void theConnectorsJarNamesTheLibrariesThatItBrings() throws IOException {
        assertThat(Program.OUTBOX_CONNECT.billOfMaterials().components())
                .extracting(Component::name)
                .contains("outbox-relay-core", "postgresql", "micrometer-core", "hibernate-validator")
                .doesNotContain("connect-api", "debezium-embedded");
    }

    @ParameterizedTest
    @EnumSource
    void everyLibraryHasAnAdmittedLicence(Program program) throws IOException {
        assertThat(AdmittedLicences.problems(program.billOfMaterials().components()))
                .isEmpty();
    }
}
