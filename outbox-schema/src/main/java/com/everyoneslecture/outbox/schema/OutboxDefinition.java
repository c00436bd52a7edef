package com.everyoneslecture.outbox.schema;

import com.everyoneslecture.outbox.event.OutboxNames;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An outbox: its names, and the roles that use it.
 *
 * @param names of its table and objects
 * @param publication the name of its publication, which is unique in a database
 * @param writer the role of the application, which appends
 * @param relay the role of the relay, which reads
 * @param owner the role that owns the objects; null for the role that creates them
 */
public record OutboxDefinition(
        OutboxNames names,
        String publication,
        String writer,
        String relay,
        @Nullable String owner) {

    private static final int MAXIMUM_BYTES = 63;

    /** @throws IllegalArgumentException if PostgreSQL does not allow such a name, or a statement could not quote it */
    public OutboxDefinition {
        require("schema", names.schema());
        require("table", names.table());
        require("publication", publication);
        require("writer", writer);
        require("relay", relay);
        if (owner != null) {
            require("owner", owner);
        }
        if (!publication.matches("[a-z_][a-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "the publication's name must be of a-z, 0-9 and _: name one by --publication");
        }
        if (writer.equals(relay)) {
            throw new IllegalArgumentException("writer and relay must be two roles, but both are " + writer);
        }
    }

    private static void require(String part, String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAXIMUM_BYTES) {
            throw new IllegalArgumentException(
                    "the name of the " + part + " must have 1 to " + MAXIMUM_BYTES + " bytes, but has " + bytes);
        }
        // A dollar could end the quotes around a function's body.
        if (name.indexOf('$') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of the " + part + " has a dollar sign or a control character");
        }
    }
}
