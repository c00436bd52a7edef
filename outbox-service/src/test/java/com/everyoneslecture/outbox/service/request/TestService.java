package com.everyoneslecture.outbox.service.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.everyoneslecture.outbox.service.body.BodyLimit;
import com.everyoneslecture.outbox.service.problem.Problems;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A service with all that the services share, on a free port. */
final class TestService implements AutoCloseable {

    static final int MAX_BODY_BYTES = 1_000;

    private final ConfigurableApplicationContext context;

    private TestService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static TestService start(String... settings) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "server.forward-headers-strategy", "framework",
                "spring.main.banner-mode", "off",
                "spring.web.resources.add-mappings", "false"));
        return new TestService(application.run(settings));
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Sends the bytes as they are and returns the whole answer. */
    String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** Sends a GET for a target, as it is. */
    String get(String target, String... headers) throws IOException {
        return answer("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + String.join(
                        "",
                        List.of(headers).stream().map(header -> header + "\r\n").toList()) + "\r\n");
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootApplication
    static class Application {

        @Bean
        FilterRegistrationBean<BodyLimit> bodyLimit() {
            return BodyLimit.of(MAX_BODY_BYTES, "/*");
        }
    }

    @RestControllerAdvice
    static class TestProblems extends Problems {}

    @RestController
    static class Api {

        @GetMapping(path = "/api/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
        Map<String, String> get(@PathVariable String name, @RequestParam(defaultValue = "") String text) {
            return Map.of(
                    "name", name,
                    "text", text,
                    "self", ServletUriComponentsBuilder.fromCurrentRequestUri().toUriString());
        }

        @GetMapping("/api/accept")
        Map<String, Integer> accept(@RequestHeader HttpHeaders headers) {
            return Map.of("values", headers.getOrEmpty(HttpHeaders.ACCEPT).size());
        }

        @GetMapping("/actuator/health")
        Map<String, String> health() {
            return Map.of("status", "UP");
        }

        @PostMapping(path = "/api/echo", consumes = MediaType.APPLICATION_JSON_VALUE)
        Map<String, Object> echo(@RequestBody Map<String, Object> body) {
            return body;
        }
    }
}
