package com.everyoneslecture.lecture;

import java.util.Locale;

/** The reason why a record cannot be decoded; the label of a metric, so there are few. */
public enum PoisonReason {
    /** The record has no key. */
    NO_KEY,
    /** The key, the payload's {@code categoryId} and the subject must be one id in decimal digits. */
    BAD_KEY,
    /** The record is a tombstone: this topic is not compacted, and deletions are events. */
    NO_VALUE,
    /** The value is not one JSON object in UTF-8. */
    NOT_JSON,
    /** The payload lacks a field, or has it twice. */
    WRONG_FIELDS,
    /** A field has another type, or a number that is too large. */
    WRONG_TYPE,
    /** A field has a value that is not allowed. */
    WRONG_VALUE,
    /** A job type other than INSERT, UPDATE and DELETE. */
    UNKNOWN_JOB_TYPE,
    /** The name is longer than the read model's limit, or has characters that the database cannot store. */
    BAD_NAME,
    /** A required header is missing. */
    MISSING_HEADER,
    /** A header has a value that is not allowed. */
    BAD_HEADER;

    /** Returns the label for metrics and headers, such as {@code not-json}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
