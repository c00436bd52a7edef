package com.everyoneslecture.relay.operations;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;

/**
 * What others may have the relay do by HTTP.
 *
 * @param enabled whether there is anything under {@code /operations}; whoever reaches the port may then publish events of the
 *     outbox once more
 * @param hosts names besides the loopback's by which servers and tools call this relay
 */
public record OperationsSettings(
        boolean enabled,

        @NotNull
        List<
                        @Pattern(
                                regexp = "[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]",
                                message = "must be names or addresses, without ports, several by commas")
                        String>
                hosts) {

    public OperationsSettings {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }
}
