package com.everyoneslecture.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AdmittedLicencesTest {

    @ParameterizedTest
    @CsvSource({
        "'{\"license\": {\"id\": \"Apache-2.0\"}}'",
        "'{\"license\": {\"id\": \"GPL-3.0-only\"}}, {\"license\": {\"id\": \"EPL-2.0\"}}'",
        "'{\"expression\": \"(GPL-3.0-only OR MIT)\"}'"
    })
    void aLibraryNeedsOneAdmittedLicence(String licences) {
        assertThat(AdmittedLicences.problems(components(licences))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"license\": {\"id\": \"GPL-3.0-only\"}}', is licensed under GPL-3.0-only",
        "'{\"license\": {\"name\": \"Our own\"}}', is licensed under Our own",
        "'{\"license\": {\"name\": \"Public Domain\"}}', is licensed under Public Domain",
        "'{\"expression\": \"MIT AND GPL-3.0-only\"}', is licensed under MIT AND GPL-3.0-only",
        "'', states no licence"
    })
    void everyOtherLibraryIsNamed(String licences, String reason) {
        assertThat(AdmittedLicences.problems(components(licences)))
                .containsExactly(
                        "org.example:library:1.0 " + reason + ": admit it in AdmittedLicences, or use another library");
    }

    @Test
    void anExceptionIsForOneLibraryAndOneLicence() {
        assertThat(AdmittedLicences.problems(
                        List.of(new Component("aopalliance", "aopalliance", "1.0", List.of("Public Domain")))))
                .isEmpty();
        assertThat(AdmittedLicences.problems(
                        List.of(new Component("aopalliance", "aopalliance", "1.0", List.of("GPL-3.0-only")))))
                .hasSize(1);
    }

    private static List<Component> components(String licences) {
        String document = """
                {"components": [{"group": "org.example", "name": "library", "version": "1.0", "licenses": [%s]}]}""".formatted(licences);
        return new BillOfMaterials(JsonMapper.shared().readTree(document)).components();
    }
}
