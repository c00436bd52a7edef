package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Checks some prerequisites in the database. */
@FunctionalInterface
interface Check {

    /** Returns the findings, without the checks that depend on a failed one. */
    List<Finding> findings(Connection connection) throws SQLException;
}
