package com.everyoneslecture.testservices.pooler;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a startup packet, by name. */
record Startup(Map<String, String> parameters) {

    /** The parameters that PgBouncer accepts without {@code ignore_startup_parameters}, in lower case. */
    private static final Set<String> ADMITTED = Set.of(
            "user",
            "database",
            "client_encoding",
            "datestyle",
            "timezone",
            "standard_conforming_strings",
            "application_name");

    private static final int VERSION = 3 << 16;

    /** The length and the version. */
    private static final int HEAD_BYTES = 8;

    static Startup of(byte[] packet) {
        String[] parts =
                new String(packet, HEAD_BYTES, packet.length - HEAD_BYTES, StandardCharsets.UTF_8).split("\0", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int name = 0; !parts[name].isEmpty(); name += 2) {
            parameters.put(parts[name], parts[name + 1]);
        }
        return new Startup(parameters);
    }

    /** Returns the first parameter that the pooler neither accepts nor ignores; null if there is none. */
    @Nullable
    String refused(Set<String> ignored) {
        return parameters.keySet().stream()
                .filter(name -> !ADMITTED.contains(name.toLowerCase(Locale.ROOT)) && !ignored.contains(name))
                .findFirst()
                .orElse(null);
    }

    Startup without(Set<String> ignored) {
        Map<String, String> others = new LinkedHashMap<>(parameters);
        others.keySet().removeAll(ignored);
        return new Startup(others);
    }

    byte[] packet() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        parameters.forEach((name, value) -> {
            body.writeBytes((name + '\0' + value + '\0').getBytes(StandardCharsets.UTF_8));
        });
        body.write(0);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(packet)) {
            out.writeInt(HEAD_BYTES + body.size());
            out.writeInt(VERSION);
            body.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packet.toByteArray();
    }
}
