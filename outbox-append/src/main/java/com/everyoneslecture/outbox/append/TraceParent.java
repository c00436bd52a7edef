package com.everyoneslecture.outbox.append;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a change belongs to, as the header {@code traceparent} of
 * <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a> writes it.
 *
 * @param value always 55 characters: version, trace id, parent id and flags
 */
@API(status = API.Status.STABLE)
public record TraceParent(String value) {

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** @throws IllegalArgumentException if the value is not of the header's form */
    public TraceParent {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a W3C traceparent");
        }
    }

    /** Returns the header's trace; empty if the header is malformed, because no request should fail because of a trace. */
    public static Optional<TraceParent> parse(@Nullable String header) {
        return header != null && FORM.matcher(header).matches()
                ? Optional.of(new TraceParent(header))
                : Optional.empty();
    }
}
