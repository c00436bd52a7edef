package com.everyoneslecture.relay.operations;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;

/**
 * The settings of the HTTP endpoints under {@code /operations}.
 *
 * @param enabled serves the endpoints. They have no login: every client that reaches the port may have events of the outbox
 *     published again
 * @param hosts the host names, besides {@code 127.0.0.1}, {@code localhost} and {@code [::1]}, by which clients may call the
 *     endpoints, without ports
 */
public record OperationsSettings(
        boolean enabled,

        @NotNull
        List<
                        @Pattern(
                                regexp = "[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]",
                                message = "must be names or addresses, without ports, several separated by commas")
                        String>
                hosts) {

    public OperationsSettings {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }
}
