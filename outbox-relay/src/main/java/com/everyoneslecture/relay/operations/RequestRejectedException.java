package com.everyoneslecture.relay.operations;

import java.util.Map;
import org.springframework.http.HttpStatus;

/** A request that is rejected, for a reason that its sender can correct. */
final class RequestRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient Map<String, Object> properties;

    RequestRejectedException(HttpStatus status, String detail) {
        this(status, detail, Map.of());
    }

    /** @param properties of the problem, in addition to its detail */
    RequestRejectedException(HttpStatus status, String detail, Map<String, Object> properties) {
        super(detail, null, false, false);
        this.status = status;
        this.properties = properties;
    }

    HttpStatus status() {
        return status;
    }

    Map<String, Object> properties() {
        return properties;
    }
}
