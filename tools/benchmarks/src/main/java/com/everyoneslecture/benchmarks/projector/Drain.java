package com.everyoneslecture.benchmarks.projector;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/** Runs one way on one load, into an empty read model. */
final class Drain {

    private final Servers servers;
    private final Duration bound;

    /** @param bound the maximum time, after the first records, for a way that does not reach the end */
    Drain(Servers servers, Duration bound) {
        this.servers = servers;
        this.bound = bound;
    }

    Round run(Way way, Load load, Truth truth, int round) throws Exception {
        empty();
        // The group is new, so it reads from the beginning.
        String group = "CGR-" + way.service() + "R" + round + "-" + load.topic();
        try (Admin admin = servers.kafkaAdmin();
                JavaProcess process = way.start(servers, group, load.topic())) {
            GroupProgress.Advance advance =
                    new GroupProgress(admin, group, load.topic()).await(load.records(), bound, process);
            return new Round(advance, advance.complete() ? differences(truth) : 0);
        }
    }

    private long differences(Truth truth) throws SQLException {
        try (Connection connection = servers.admin(Schema.LECTURE).getConnection()) {
            return truth.differences(connection);
        }
    }

    /** Empties the tables, so that the next drain does not have to clean up after this one. */
    private void empty() throws SQLException {
        try (Connection connection = servers.admin(Schema.LECTURE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate read_category, inbox_rebuild_partition");
            statement.execute("checkpoint");
        }
    }

    /**
     * One drain.
     *
     * @param differences the number of differences between the read model and the expected content
     */
    record Round(GroupProgress.Advance advance, long differences) {}
}
