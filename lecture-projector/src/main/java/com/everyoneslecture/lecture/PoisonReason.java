package com.everyoneslecture.lecture;

import java.util.Locale;

/** Why a record cannot be understood: few classes, for counting. */
public enum PoisonReason {
    /** No key. */
    NO_KEY,
    /** The key, the payload's {@code categoryId} and the subject must be one id in decimal digits. */
    BAD_KEY,
    /** A tombstone: this topic is not compacted, deletions are events. */
    NO_VALUE,
    /** Not one JSON object in UTF-8. */
    NOT_JSON,
    /** The payload lacks a field, or has it twice. */
    WRONG_FIELDS,
    /** A field has another type, or a number that is too large. */
    WRONG_TYPE,
    /** A field's value is none that it may have. */
    WRONG_VALUE,
    /** A job type other than INSERT, UPDATE and DELETE. */
    UNKNOWN_JOB_TYPE,
    /** The name is longer than the read model takes, or has characters that no database text has. */
    BAD_NAME,
    /** A header that must be there is not. */
    MISSING_HEADER,
    /** A header has a value that it may not have. */
    BAD_HEADER;

    /** For metrics and headers: {@code not-json}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
