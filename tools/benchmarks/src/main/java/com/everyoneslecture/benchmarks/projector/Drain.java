package com.everyoneslecture.benchmarks.projector;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/** Lets one way drain one load into an empty read model. */
final class Drain {

    private final Servers servers;
    private final Duration bound;

    /** @param bound for how long, after the first records, a way is watched that does not get to the end */
    Drain(Servers servers, Duration bound) {
        this.servers = servers;
        this.bound = bound;
    }

    Round run(Way way, Load load, Truth truth, int round) throws Exception {
        empty();
        // A group that has never been: it reads from the beginning.
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

    /** What one drain leaves behind must not be the next one's to clean up. */
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
     * @param differences between the read model and what it must be
     */
    record Round(GroupProgress.Advance advance, long differences) {}
}
