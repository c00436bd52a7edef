package com.everyoneslecture.category;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.ZoneId;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The category service's configuration, under {@code category}.
 *
 * @param timeZone the time zone of an event's {@code timestamp}. Changing it affects later events only; readers of the topic
 *     cannot see the change
 * @param maxBodyBytes the maximum size of a request body in bytes; a larger one is answered with 413. A larger limit lets
 *     clients take more memory
 * @param hosts the host names, besides {@code localhost} and all IP addresses, by which clients may call the service, without
 *     ports. Every other name is answered with 403
 */
public record CategoryProperties(
        @DefaultValue("Asia/Seoul") @NotNull ZoneId timeZone,
        @DefaultValue("16384") @Min(1024) @Max(1048576) int maxBodyBytes,

        @DefaultValue @NotNull
        List<
                        @Pattern(
                                regexp = "[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]",
                                message = "must be names or addresses, without ports, several separated by commas")
                        String>
                hosts) {

    public CategoryProperties {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }
}
