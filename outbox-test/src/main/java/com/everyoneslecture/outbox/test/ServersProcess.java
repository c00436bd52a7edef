package com.everyoneslecture.outbox.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program of the servers, in a JVM of its own that ends with its standard input. */
final class ServersProcess implements AutoCloseable {

    private static final String END = ".";
    private static final long STOP_SECONDS = 30;

    /** Environment variables that are meant for the service under test, or for another relay. */
    private static final Pattern SETTING_OF_A_SERVICE = Pattern.compile("(SPRING|SERVER|MANAGEMENT|LOGGING|RELAY)_");

    private final Path directory;
    private final Process process;
    private final Properties answer;

    private ServersProcess(Path directory, Process process, Properties answer) {
        this.directory = directory;
        this.process = process;
        this.answer = answer;
    }

    /**
     * Starts the servers of a request and returns when they serve.
     *
     * @throws IllegalStateException if one of them does not, with the reason
     */
    static ServersProcess start(Properties request) {
        try {
            Path directory = Files.createTempDirectory("outbox-test-servers-");
            try {
                return start(directory, request);
            } catch (IOException | RuntimeException e) {
                delete(directory);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the servers", e);
        }
    }

    private static ServersProcess start(Path directory, Properties request) throws IOException {
        ServersBundle bundle = ServersBundle.unpack(directory);
        request.setProperty("relayJar", bundle.relay().toString());
        Path log = directory.resolve("log");
        ProcessBuilder program = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-Dlogback.configurationFile=com/everyoneslecture/localstack/cli-logback.xml",
                        "-cp",
                        bundle.classPath(),
                        ServersBundle.MAIN_CLASS,
                        directory.toString()))
                .redirectError(log.toFile());
        program.environment()
                .keySet()
                .removeIf(name -> SETTING_OF_A_SERVICE.matcher(name).lookingAt());
        Process process = program.start();
        Properties answer = exchange(process, request);
        String failure = answer.isEmpty() ? "their program ended" : answer.getProperty("failure");
        if (failure != null) {
            String printed = Files.readString(log);
            end(process);
            throw new IllegalStateException("The servers did not start: " + failure + System.lineSeparator() + printed);
        }
        ServersProcess servers = new ServersProcess(directory, process, answer);
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "outbox-test-servers-end"));
        return servers;
    }

    /** Returns how a server is reached. */
    String answer(String name) {
        String value = answer.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the servers did not name their " + name);
        }
        return value;
    }

    /** Ends the servers and deletes their files. */
    @Override
    public void close() {
        end(process);
        delete(directory);
    }

    private static Properties exchange(Process process, Properties request) throws IOException {
        // Stays open: the servers end with it.
        Writer input = new OutputStreamWriter(process.getOutputStream(), UTF_8);
        StringWriter text = new StringWriter();
        request.store(text, null);
        input.write(text + END + System.lineSeparator());
        input.flush();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        StringBuilder lines = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(END)) {
                Properties answer = new Properties();
                answer.load(new StringReader(lines.toString()));
                return answer;
            }
            lines.append(line).append('\n');
        }
        return new Properties();
    }

    private static void end(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // The program deletes it, too, once its input has ended.
        }
    }
}
