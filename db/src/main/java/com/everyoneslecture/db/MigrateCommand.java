package com.everyoneslecture.db;

import com.everyoneslecture.outbox.schema.command.DatabaseLogin;
import com.everyoneslecture.outbox.schema.command.Program;
import com.everyoneslecture.outbox.schema.command.Secrets;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prepares a PostgreSQL database of the user's own. Exit status: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "db-exec.jar",
        sortOptions = false,
        description = "Brings a database to its schema, with its roles, and sets the passwords of those roles.",
        footer = {
            "",
            "The database must exist and serve only this purpose: PUBLIC, and so every other role without grants of its"
                    + " own, loses the rights to connect to it and to create objects in its schema public, and, if --user is a"
                    + " superuser, to hold advisory locks and to write to the write-ahead log. PostgreSQL 15 or newer;"
                    + " wal_level must be logical before the relay starts.",
            "",
            "Passwords come from the environment only, never from arguments. Each is the value of a variable, or the"
                    + " first line of the file that the variable of that name with _FILE after it names:",
            "  PGPASSWORD                   of --user",
            "  CATEGORY_APP_PASSWORD        of the roles of category; a role whose",
            "  OUTBOX_RELAY_PASSWORD        password is not given keeps what it has",
            "  LECTURE_PROJECTOR_PASSWORD   of the role of lecture, likewise",
            "  CONSOLE_PASSWORD             of the read-only role of both, likewise; on one server",
            "                               it is one role: give it the same password",
            "",
            "Example:",
            "  PGPASSWORD_FILE=/run/secrets/admin CATEGORY_APP_PASSWORD=... \\",
            "    java -jar db-exec.jar category --url jdbc:postgresql://db/category --user postgres"
        })
public final class MigrateCommand implements Callable<Integer> {

    // A strong reference: java.util.logging drops the level of loggers that are garbage collected.
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    @Parameters(index = "0", paramLabel = "category|lecture", description = "The schema of the database.")
    private @Nullable Schema schema;

    @Mixin
    private final DatabaseLogin login = new DatabaseLogin();

    @SuppressWarnings("unused") // picocli looks at the option alone
    @Option(names = "--help", usageHelp = true, description = "Prints this.")
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    private final Secrets secrets;

    MigrateCommand(Map<String, String> environment) {
        this.secrets = new Secrets(environment);
    }

    /** Ends the JVM with the command's exit status. */
    public static void main(String[] arguments) {
        FLYWAY.setLevel(Level.WARNING);
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return Program.of(new MigrateCommand(environment)).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        CommandLine line = commandSpec().commandLine();
        Schema wanted = schema();
        try {
            Map<String, String> passwords = passwordsOf(wanted);
            int migrations = wanted.migrate(login.database(secrets, "outbox-migrate"), passwords);
            report(line.getOut(), wanted, migrations, passwords);
            return CommandLine.ExitCode.OK;
        } catch (SQLException | FlywayException e) {
            line.getErr().println(line.getColorScheme().errorText(Explanation.of(e, login)));
            return CommandLine.ExitCode.SOFTWARE;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, String> passwordsOf(Schema wanted) {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String role : wanted.loginRoles()) {
            secrets.find(variableOf(role)).ifPresent(password -> passwords.put(role, password));
        }
        return passwords;
    }

    private static String variableOf(String role) {
        return role.toUpperCase(Locale.ROOT) + "_PASSWORD";
    }

    private static void report(PrintWriter out, Schema schema, int migrations, Map<String, String> passwords) {
        out.println(
                schema.databaseName() + ": " + (migrations == 0 ? "up to date" : migrations + " migrations applied"));
        for (String role : schema.loginRoles()) {
            out.println(role + ": "
                    + Optional.ofNullable(passwords.get(role))
                            .map(password -> "password set")
                            .orElse("password as it was (" + variableOf(role) + " is not set)"));
        }
    }

    // picocli fills both before it calls this.
    private Schema schema() {
        if (schema == null) {
            throw new IllegalStateException("no schema");
        }
        return schema;
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return spec;
    }
}
