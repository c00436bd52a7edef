package com.everyoneslecture.localstack;

import java.nio.file.Path;
import java.util.Map;

/**
 * What one PostgreSQL server is like.
 *
 * @param name for people and logs: {@code category-db}
 * @param files where its files are
 * @param programs a directory for PostgreSQL's unpacked programs, shared by any number of servers and of JVMs
 * @param port of 127.0.0.1; 0 takes some free one
 * @param superuserPassword of the role {@code postgres}; the first start sets it, later ones need the same
 * @param parameters in addition to those that every server here has, and stronger: {@code fsync=off}
 */
public record PostgresSettings(
        String name,
        ServerFiles files,
        Path programs,
        int port,
        String superuserPassword,
        Map<String, String> parameters) {

    public PostgresSettings {
        programs = programs.toAbsolutePath().normalize();
        parameters = Map.copyOf(parameters);
        if (superuserPassword.isBlank() || superuserPassword.lines().count() != 1) {
            throw new IllegalArgumentException("the superuser's password must be one line, not empty");
        }
    }
}
