package com.everyoneslecture.console.flow;

/**
 * A number of rows or records.
 *
 * @param kind how exact it is
 */
public record RowCount(long rows, Kind kind) {

    public static final RowCount NONE = exact(0);

    public static RowCount exact(long rows) {
        return new RowCount(rows, Kind.EXACT);
    }

    /** The precision of a number. */
    public enum Kind {
        /** Counted. */
        EXACT,
        /** Estimated from the sizes of tables or topics. */
        ESTIMATED,
        /** A lower bound, because nothing is known by which to estimate. */
        MINIMUM
    }
}
