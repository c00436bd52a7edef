package com.everyoneslecture.testservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Starts the servers of a test, prints the data for connecting, and ends the servers when its standard input ends, also when the JVM of the
 * test is killed.
 *
 * <p>Input and output are properties, as {@link Properties#load} reads them, up to a line with a dot. The output has the property
 * {@code failure} if the servers cannot be started.
 */
public final class ServersProgram {

    private static final String END = ".";

    private ServersProgram() {}

    /**
     * Runs until the standard input ends.
     *
     * @param arguments the directory of the program's files, which is deleted at the end
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, UTF_8);
        // No other output may be mixed into an answer.
        System.setOut(System.err);
        // Never containers, even if this machine has Docker.
        System.setProperty("services", "embedded");
        Path directory = Path.of(arguments[0]);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        answers.println(text(answer(properties(input), directory)) + END);
        while (input.readLine() != null) {
            // There is only one request.
        }
        System.exit(0);
    }

    private static Properties answer(Properties request, Path directory) {
        try {
            return Servers.start(Request.of(request), directory).answer();
        } catch (SQLException | RuntimeException e) {
            return failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failure(e);
        }
    }

    private static Properties failure(Exception failure) {
        Properties answer = new Properties();
        answer.setProperty("failure", failure.getMessage() == null ? failure.toString() : failure.getMessage());
        return answer;
    }

    private static Properties properties(BufferedReader input) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = input.readLine(); line != null && !line.equals(END); line = input.readLine()) {
            text.append(line).append('\n');
        }
        Properties properties = new Properties();
        properties.load(new StringReader(text.toString()));
        return properties;
    }

    private static String text(Properties properties) throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, null);
        return text.toString();
    }
}
