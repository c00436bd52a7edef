package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.event.OutboxNames;
import jakarta.validation.constraints.Pattern;

/**
 * The names of the slot, the publication and the table.
 *
 * @param name the replication slot. Two relays with one slot take turns: the second waits and takes over. Two slots publish
 *     every event twice
 * @param publication the publication that contains the inserts into the outbox; the migration creates it
 * @param table the outbox table, with its schema, as SQL writes it: {@code public.outbox}, {@code "Shop"."Order Events"}. The names
 *     of its functions and partitions follow from it
 */
public record SlotSettings(
        @Pattern(regexp = "[a-z0-9_]{1,63}", message = "must be 1 to 63 of a-z, 0-9 and _")
        String name,

        @Pattern(regexp = "[a-z_][a-z0-9_]{0,62}", message = "must be a plain SQL name")
        String publication,

        @Pattern(
                regexp = OutboxNames.SYNTAX,
                message = "must be schema and table, such as public.outbox or \"Shop\".\"Order Events\"")
        String table) {

    /** Returns the names of the table and of the objects that belong to it. */
    public OutboxNames outbox() {
        return OutboxNames.parse(table);
    }
}
