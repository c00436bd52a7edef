package com.everyoneslecture.relay.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Moments of RFC 3339, with any offset. */
final class InstantConverter implements ITypeConverter<Instant> {

    // Microseconds of later ones do not fit into the outbox's column.
    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9999;

    @Override
    public Instant convert(String text) {
        OffsetDateTime moment;
        try {
            moment = OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw refused(text);
        }
        if (moment.getYear() < FIRST_YEAR || moment.getYear() > LAST_YEAR) {
            throw refused(text);
        }
        return moment.toInstant();
    }

    private static TypeConversionException refused(String text) {
        return new TypeConversionException("'" + text
                + "' is not a time such as 2026-11-22T09:30:00Z or 2026-11-22T18:30:00+09:00, of the years 1 to 9999");
    }
}
