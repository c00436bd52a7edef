package com.everyoneslecture.category;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set under {@code category}.
 *
 * @param timeZone the zone that an event's {@code timestamp} is written in; Asia/Seoul by default. Changing it changes
 *     later events only, and no reader of the topic can see where it changed
 * @param maxBodyBytes the largest request body that is read, in bytes; 16384 by default, 1024 to 1048576. A larger one
 *     is answered with 413. Raising it raises what a client can make the service hold in memory
 */
public record CategoryProperties(
        @DefaultValue("Asia/Seoul") @NotNull ZoneId timeZone,
        @DefaultValue("16384") @Min(1024) @Max(1048576) int maxBodyBytes) {}
