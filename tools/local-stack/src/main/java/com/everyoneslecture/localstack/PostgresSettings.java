package com.everyoneslecture.localstack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of one PostgreSQL server.
 *
 * @param name the name for logs and messages: {@code category-db}
 * @param files the paths of its files
 * @param programs a directory for PostgreSQL's unpacked programs, shared by any number of servers and of JVMs
 * @param port the port of 127.0.0.1; 0 for any free port
 * @param superuserPassword the password of the role {@code postgres}; the first start sets it, later ones need the same
 * @param parameters further parameters, which override those that all servers here have: {@code fsync=off}
 */
public record PostgresSettings(
        String name,
        ServerFiles files,
        Path programs,
        int port,
        String superuserPassword,
        Map<String, String> parameters) {

    /** The parameters of all servers here, independent of ports and directories. */
    public static final Map<String, String> COMMON_PARAMETERS = common();

    private static final List<String> INITDB_ARGUMENTS =
            List.of("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C");

    private static final int FIRST_WITH_BUILTIN_LOCALES = 17;

    public PostgresSettings {
        programs = programs.toAbsolutePath().normalize();
        parameters = Map.copyOf(parameters);
        if (superuserPassword.isBlank() || superuserPassword.lines().count() != 1) {
            throw new IllegalArgumentException("the superuser's password must be one line, not empty");
        }
    }

    /**
     * Returns the arguments of {@code initdb}: passwords for all roles, UTF-8 by code point.
     *
     * @param majorVersion the major version of PostgreSQL
     */
    public static List<String> initdbArguments(int majorVersion) {
        List<String> arguments = new ArrayList<>(INITDB_ARGUMENTS);
        if (majorVersion >= FIRST_WITH_BUILTIN_LOCALES) {
            arguments.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        }
        return List.copyOf(arguments);
    }

    private static Map<String, String> common() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("wal_level", "logical");
        parameters.put("max_connections", "200");
        parameters.put("max_replication_slots", "32");
        parameters.put("max_wal_senders", "32");
        parameters.put("max_slot_wal_keep_size", "4GB");
        parameters.put("timezone", "UTC");
        parameters.put("log_timezone", "UTC");
        parameters.put("log_line_prefix", "%m [%p] %q%u@%d ");
        return Collections.unmodifiableMap(parameters);
    }
}
