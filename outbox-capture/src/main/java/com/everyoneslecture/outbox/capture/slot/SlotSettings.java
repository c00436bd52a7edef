package com.everyoneslecture.outbox.capture.slot;

import jakarta.validation.constraints.Pattern;

/**
 * The names of what the relay reads in the database.
 *
 * @param name of the replication slot; two relays on one slot exclude each other, two slots publish everything twice
 * @param publication of inserts into the outbox, made by the migration
 * @param table the outbox, with its schema
 */
public record SlotSettings(
        @Pattern(regexp = "[a-z0-9_]{1,63}", message = "must be 1 to 63 of a-z, 0-9 and _")
        String name,

        @Pattern(regexp = "[a-z_][a-z0-9_]{0,62}", message = "must be a plain SQL name")
        String publication,

        @Pattern(
                regexp = "[a-z_][a-z0-9_]{0,62}\\.[a-z_][a-z0-9_]{0,62}",
                message = "must be schema and table, such as public.outbox")
        String table) {}
