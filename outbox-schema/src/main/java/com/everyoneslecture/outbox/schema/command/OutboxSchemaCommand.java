package com.everyoneslecture.outbox.schema.command;

import com.everyoneslecture.outbox.schema.Adopted;
import com.everyoneslecture.outbox.schema.Deviation;
import com.everyoneslecture.outbox.schema.OutboxSchema;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints, applies and checks an outbox. Exit status: 0 all is right, 1 something is not or failed, 2 wrong usage. */
@Command(
        name = "outbox-schema-exec.jar",
        sortOptions = false,
        description = "Creates the outbox of an application: table, partitions, functions, grants and publication.",
        footer = {
            "",
            "PostgreSQL 15 or newer; wal_level must be logical before the relay starts. Nothing but the objects of the"
                    + " outbox is created or changed.",
            "The password of --user comes from the environment only: PGPASSWORD, or the first line of the file that"
                    + " PGPASSWORD_FILE names.",
            "",
            "Example:",
            "  java -jar outbox-schema-exec.jar print --schema shop --table events \\",
            "    --writer shop_app --relay shop_relay > V7__outbox.sql"
        })
public final class OutboxSchemaCommand {

    private final Secrets secrets;

    @SuppressWarnings("unused") // picocli reads the option alone
    @Option(names = "--help", usageHelp = true, scope = CommandLine.ScopeType.INHERIT, description = "Prints this.")
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    private OutboxSchemaCommand(Map<String, String> environment) {
        this.secrets = new Secrets(environment);
    }

    /** Ends the JVM with the command's exit status. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return Program.of(new OutboxSchemaCommand(environment));
    }

    @Command(
            name = "print",
            sortOptions = false,
            description = "Prints the SQL, for Flyway, Liquibase or psql. Needs no connection.")
    int print(
            @Mixin DefinitionOptions outbox,
            @Option(names = "--create-roles", description = "Creates missing roles, too, without passwords.")
                    boolean createRoles) {
        line().getOut().print(schema(outbox).sql(createRoles));
        line().getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "apply",
            sortOptions = false,
            description = "Creates missing objects in a database that may have other objects. It can run again.")
    int apply(
            @Mixin DatabaseLogin login,
            @Mixin DefinitionOptions outbox,
            @Option(names = "--create-roles", description = "Creates missing roles, too, without passwords.")
                    boolean createRoles) {
        return report(login, outbox, database -> schema(outbox).apply(database, createRoles));
    }

    @Command(
            name = "check",
            sortOptions = false,
            description = "Lists each object that is missing or changed, with its remedy. Changes nothing.")
    int check(@Mixin DatabaseLogin login, @Mixin DefinitionOptions outbox) {
        return report(login, outbox, schema(outbox)::check);
    }

    @Command(
            name = "adopt",
            sortOptions = false,
            description =
                    "Turns an existing outbox of Debezium's convention (id, aggregatetype, aggregateid, type, payload) into one"
                            + " that the relay can publish. Appends continue. It can run again.")
    int adopt(@Mixin DatabaseLogin login, @Mixin DefinitionOptions outbox) {
        return reported(login, () -> {
            Adopted adopted = schema(outbox).adopt(login.database(secrets, "outbox-schema"));
            PrintWriter out = line().getOut();
            adopted.obstacles().forEach(out::println);
            if (!adopted.obstacles().isEmpty()) {
                out.println(outbox.qualified() + ": nothing has changed, "
                        + adopted.obstacles().size() + " to fix");
                return CommandLine.ExitCode.SOFTWARE;
            }
            out.println(
                    outbox.qualified() + " is adopted. Rows in it: " + adopted.rows()
                            + ", which the relay publishes at its first start. Delete those that Debezium has published before that.");
            out.println(
                    "Run the relay with relay.retention.enabled=false: the table has no partitions by day, and rows stay"
                            + " until you delete them.");
            out.println(
                    "Guaranteed: every committed row is published exactly once, those of one aggregate in the order of their"
                            + " versions.");
            out.println(
                    "As long as rows stay for some days, this holds after a lost slot, too, and verify can prove it. Events of"
                            + " rows that are deleted at once are published from the log only: if the slot is lost, they are lost."
                            + " verify counts records from before the oldest row as older than the outbox; it reports a record of a"
                            + " deleted row as a phantom only if its event is newer than the oldest row.");
            return CommandLine.ExitCode.OK;
        });
    }

    private int report(DatabaseLogin login, DefinitionOptions outbox, Work work) {
        return reported(login, () -> {
            List<Deviation> deviations = work.on(login.database(secrets, "outbox-schema"));
            PrintWriter out = line().getOut();
            deviations.forEach(out::println);
            out.println(outbox.qualified() + ": "
                    + (deviations.isEmpty() ? "complete" : deviations.size() + " objects to fix"));
            return deviations.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        });
    }

    private int reported(DatabaseLogin login, Reported work) {
        try {
            return work.run();
        } catch (SQLException e) {
            line().getErr().println(e.getMessage() + remedy(e, login));
            return CommandLine.ExitCode.SOFTWARE;
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private OutboxSchema schema(DefinitionOptions outbox) {
        try {
            return outbox.schema();
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private ParameterException wrong(IllegalArgumentException e) {
        return new ParameterException(line(), String.valueOf(e.getMessage()), e);
    }

    private static String remedy(SQLException failure, DatabaseLogin login) {
        String state = String.valueOf(failure.getSQLState());
        String remedy = login.remedy(failure);
        if (state.equals("42501")) {
            remedy = login.user()
                    + " lacks a privilege: it needs CREATE on the schema and on the database, and to be a member of"
                    + " the owner.";
        } else if (state.equals("55P03")) {
            remedy = "Another transaction holds a lock on the outbox. Nothing has changed; run this again.";
        }
        return remedy.isEmpty() ? "" : System.lineSeparator() + remedy;
    }

    private CommandLine line() {
        if (spec == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return spec.commandLine();
    }

    @FunctionalInterface
    private interface Reported {
        int run() throws SQLException;
    }

    @FunctionalInterface
    private interface Work {
        List<Deviation> on(javax.sql.DataSource database) throws SQLException;
    }
}
