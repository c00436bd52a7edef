package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Checks whether the relay may write the heartbeat of Debezium's connector into the log. The relay publishes without it, and the
 * connector does not report it.
 */
final class HeartbeatCheck {

    /** The variant for text has another parameter from PostgreSQL 17 on. */
    private static final String LACKING = """
            select oid::regprocedure::text
            from pg_proc
            where pronamespace = 'pg_catalog'::regnamespace
              and proname = 'pg_logical_emit_message'
              and proargtypes[2] = 'text'::regtype
              and not has_function_privilege(oid, 'execute')
            """;

    private final String role;

    /** @param role the role that the relay logs in as */
    HeartbeatCheck(String role) {
        this.role = role;
    }

    List<Finding> findings(Connection connection) throws SQLException {
        String function = Query.first(connection, LACKING, row -> row.getString(1));
        return List.of(
                function == null
                        ? Finding.ok("slot", "heartbeat", "role '" + role + "' may write it into the log")
                        : Finding.warn(
                                "slot",
                                "heartbeat",
                                "role '" + role + "' may not call " + function
                                        + ": while the outbox is idle and other tables change, the slot keeps the log",
                                "grant execute on function " + function + " to " + OutboxNames.quoted(role)));
    }
}
