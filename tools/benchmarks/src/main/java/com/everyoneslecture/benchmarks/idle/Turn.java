package com.everyoneslecture.benchmarks.idle;

import com.everyoneslecture.benchmarks.contender.Contender;
import com.everyoneslecture.benchmarks.contender.Running;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** A running relay with its own slot. The slot is dropped at the end of the turn, so that no log is kept for it while another relay runs. */
record Turn(Servers servers, Running relay, String slot) implements AutoCloseable {

    /** Returns when the relay streams from its slot. */
    static Turn begin(Servers servers, Contender contender, String slot, String topic) throws Exception {
        servers.execute("select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        Turn turn = new Turn(servers, contender.start(servers, slot, topic), slot);
        try {
            turn.awaitStream();
            return turn;
        } catch (Exception e) {
            turn.relay.close();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        relay.close();
        servers.execute("select pg_terminate_backend(active_pid, 10000) from pg_replication_slots where slot_name = '"
                + slot + "' and active");
        servers.execute("select pg_drop_replication_slot('" + slot + "')");
    }

    private void awaitStream() throws Exception {
        try (Connection connection = servers.admin(Schema.CATEGORY).getConnection();
                PreparedStatement active =
                        connection.prepareStatement("select active from pg_replication_slots where slot_name = ?")) {
            active.setString(1, slot);
            for (boolean holds = false; !holds; ) {
                relay.requireAlive();
                TimeUnit.MILLISECONDS.sleep(100);
                try (ResultSet row = active.executeQuery()) {
                    holds = row.next() && row.getBoolean(1);
                }
            }
        }
    }
}
