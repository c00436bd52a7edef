package com.everyoneslecture.outbox.append;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classifies a failed insert by its SQLSTATE and constraint. */
final class Rejections {

    private static final String NOT_NULL_VIOLATION = "23502";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CHECK_VIOLATION = "23514";

    private final TableName table;

    Rejections(TableName table) {
        this.table = table;
    }

    /**
     * Returns the failure as a rejection, or unchanged. The outbox does not cause a deadlock, a serialization failure or a lost
     * connection, and callers and frameworks know how to repeat those.
     */
    Exception explained(List<NewEvent> events, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state) {
            case "42P01", "3F000" -> unusable(OutboxNotUsableException.Reason.NO_TABLE, failure);
            case "42703" -> unusable(OutboxNotUsableException.Reason.NO_COLUMN, failure);
            case "42501" -> unusable(OutboxNotUsableException.Reason.NO_PERMISSION, failure);
            default -> state.startsWith("23") ? constraint(state, events, failure) : failure;
        };
    }

    private RuntimeException constraint(String state, List<NewEvent> events, SQLException failure) {
        String constraint = ConstraintName.of(failure);
        // PostgreSQL reports a missing partition as a violated check that has no name.
        if (state.equals(CHECK_VIOLATION) && "".equals(constraint)) {
            return unusable(OutboxNotUsableException.Reason.NO_PARTITION, failure);
        }
        return EventRejectedException.after(
                named(events),
                reason(state, constraint, events),
                constraint == null || constraint.isEmpty() ? null : constraint,
                failure);
    }

    private static EventRejectedException.Reason reason(
            String state, @Nullable String constraint, List<NewEvent> events) {
        return switch (state) {
            case UNIQUE_VIOLATION -> EventRejectedException.Reason.DUPLICATE_ID;
            case CHECK_VIOLATION ->
                constraint == null
                        ? EventRejectedException.Reason.OTHER_CONSTRAINT
                        : EventRejectedException.Reason.ofConstraint(constraint);
            case NOT_NULL_VIOLATION ->
                events.stream().anyMatch(event -> event.aggregateVersion() == null)
                        ? EventRejectedException.Reason.VERSION_MISSING
                        : EventRejectedException.Reason.OTHER_CONSTRAINT;
            default -> EventRejectedException.Reason.OTHER_CONSTRAINT;
        };
    }

    private static String named(List<NewEvent> events) {
        return events.size() == 1
                ? events.get(0).name()
                : "one of " + events.size() + " events, from " + events.get(0).name() + " to "
                        + events.get(events.size() - 1).name();
    }

    private OutboxNotUsableException unusable(OutboxNotUsableException.Reason reason, SQLException failure) {
        return new OutboxNotUsableException(table, reason, failure);
    }
}
