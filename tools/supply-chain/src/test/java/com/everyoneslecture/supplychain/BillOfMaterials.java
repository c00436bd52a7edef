package com.everyoneslecture.supplychain;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill of materials in the jar of a program. */
record BillOfMaterials(JsonNode document) {

    static final String LOCATION = "META-INF/sbom/application.cdx.json";

    /** @throws IllegalStateException if the jar has none */
    static BillOfMaterials of(JarFile jar) throws IOException {
        ZipEntry entry = jar.getEntry(LOCATION);
        if (entry == null) {
            throw new IllegalStateException(jar.getName() + " has no " + LOCATION
                    + ": build it by mvn -Psbom package, online; its pom.xml sets sbom.skip to false");
        }
        try (InputStream content = jar.getInputStream(entry)) {
            return new BillOfMaterials(JsonMapper.shared().readTree(content));
        }
    }

    List<Component> components() {
        return elements(document.path("components"))
                .map(BillOfMaterials::component)
                .toList();
    }

    private static Component component(JsonNode node) {
        return new Component(
                node.path("group").asString(""),
                node.path("name").asString(""),
                node.path("version").asString(""),
                elements(node.path("licenses"))
                        .flatMap(BillOfMaterials::alternatives)
                        .toList());
    }

    /** A licence has an identifier or a name; or it is an expression, such as {@code (MIT OR Apache-2.0)}. */
    private static Stream<String> alternatives(JsonNode licence) {
        JsonNode expression = licence.path("expression");
        if (expression.isString()) {
            return Stream.of(expression.asString().replaceAll("[()]", "").split(" OR "));
        }
        JsonNode only = licence.path("license");
        return Stream.of(only.path("id").asString(only.path("name").asString("")));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
