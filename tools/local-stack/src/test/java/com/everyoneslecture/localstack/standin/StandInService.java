package com.everyoneslecture.localstack.standin;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Listens on {@code SERVER_PORT}, is always ready, names its capture as the relay does, and leaves a temporary file behind. */
public final class StandInService {

    private StandInService() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws IOException {
        String capture = System.getenv().getOrDefault("RELAY_CAPTURE_CONNECTOR", "as configured");
        byte[] up = """
                {"status":"UP","components":{"relay":{"status":"UP","details":{"state":"streaming","capture":"%s"}}}}""".formatted(capture).getBytes(StandardCharsets.UTF_8);
        int port = Integer.parseInt(System.getenv("SERVER_PORT"));
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/actuator/health/readiness", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, up.length);
                exchange.getResponseBody().write(up);
            }
        });
        Files.createTempFile("stand-in", null);
        http.start();
        System.out.println("the stand-in is ready: 준비");
    }

    /** Creates an executable jar of it. */
    public static Path jar(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
        String name = StandInService.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                var code = StandInService.class.getClassLoader().getResourceAsStream(name)) {
            if (code == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            jar.putNextEntry(new JarEntry(name));
            code.transferTo(jar);
        }
        return file;
    }
}
