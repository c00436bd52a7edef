package com.everyoneslecture.outbox.schema.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads passwords from environment variables or from the files that they name. */
public final class Secrets {

    private final Map<String, String> environment;

    public Secrets(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Returns the value of the variable, or the first line of the file that the variable with the suffix {@code _FILE} names.
     *
     * @throws IllegalArgumentException if both are set, or if the value is empty or the file cannot be read
     */
    public Optional<String> find(String variable) {
        String fileVariable = variable + "_FILE";
        @Nullable String value = environment.get(variable);
        @Nullable String file = environment.get(fileVariable);
        if (value != null && file != null) {
            throw new IllegalArgumentException(variable + " and " + fileVariable + " are both set; set one of them");
        }
        if (file != null) {
            return Optional.of(present(fileVariable, firstLine(fileVariable, file)));
        }
        return Optional.ofNullable(value).map(password -> present(variable, password));
    }

    private static String firstLine(String variable, String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new IllegalArgumentException("the file that " + variable + " names cannot be read: " + file, e);
        }
    }

    private static String present(String variable, String password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException(variable + " gives an empty password");
        }
        return password;
    }
}
