package com.everyoneslecture.outbox.schema.command;

import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.schema.OutboxDefinition;
import com.everyoneslecture.outbox.schema.OutboxSchema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that define an outbox. Names are given as the catalogue has them, without quotes. */
final class DefinitionOptions {

    @Option(
            names = "--schema",
            required = true,
            paramLabel = "<name>",
            description = "The schema, such as shop. It is created if it is missing.")
    private String schema = "";

    @Option(
            names = "--table",
            required = true,
            paramLabel = "<name>",
            description = "The table, such as events. The names of its other objects begin with it.")
    private String table = "";

    @Option(
            names = "--writer",
            required = true,
            paramLabel = "<role>",
            description = "The role that the application logs in as. It may only append.")
    private String writer = "";

    @Option(
            names = "--relay",
            required = true,
            paramLabel = "<role>",
            description = "The role that the relay logs in as.")
    private String relay = "";

    @Option(
            names = "--owner",
            paramLabel = "<role>",
            description =
                    "The role that owns the objects; use a role without login. By default, the role that creates them.")
    private @Nullable String owner;

    @Option(
            names = "--publication",
            paramLabel = "<name>",
            description = "The publication, of a-z, 0-9 and _. By default the name of the table.")
    private @Nullable String publication;

    OutboxSchema schema() {
        return new OutboxSchema(new OutboxDefinition(
                new OutboxNames(schema, table), publication == null ? table : publication, writer, relay, owner));
    }

    String qualified() {
        return new OutboxNames(schema, table).qualified();
    }
}
