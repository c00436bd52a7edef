package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Looks at some points of the database. */
@FunctionalInterface
interface Check {

    /** How they stand; nothing of those that rest on others that fail. */
    List<Finding> look(Connection connection) throws SQLException;
}
