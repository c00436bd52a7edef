package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.event.OutboxNames;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The names of the slot, the publication and the table, and the server's patience with the relay that streams.
 *
 * @param name the replication slot. Of several relays with one slot, one streams and the others stand by. Two slots publish every
 *     event twice
 * @param publication the publication that contains the inserts into the outbox; the migration creates it
 * @param table the outbox table, with its schema, as SQL writes it: {@code public.outbox}, {@code "Shop"."Order Events"}. The names
 *     of its functions and partitions follow from it
 * @param patience how long the relay that streams may be silent before the server frees the slot for another relay: a frozen
 *     one, or one that the network has cut off. The server notices a killed one at once. It is {@code wal_sender_timeout} of
 *     this stream only
 */
public record SlotSettings(
        @Pattern(regexp = "[a-z0-9_]{1,63}", message = "must be 1 to 63 of a-z, 0-9 and _")
        String name,

        @Pattern(regexp = "[a-z_][a-z0-9_]{0,62}", message = "must be a plain SQL name")
        String publication,

        @Pattern(
                regexp = OutboxNames.SYNTAX,
                message = "must be schema and table, such as public.outbox or \"Shop\".\"Order Events\"")
        String table,

        @NotNull @DurationMin(seconds = 3) @DurationMax(seconds = 60)
        Duration patience) {

    /** Returns the names of the table and of the objects that belong to it. */
    public OutboxNames outbox() {
        return OutboxNames.parse(table);
    }
}
