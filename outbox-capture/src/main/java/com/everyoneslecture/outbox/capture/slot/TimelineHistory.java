package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The positions at which earlier timelines ended on the way to the current one. A server that was promoted or restored
 * continues from a position of an earlier timeline: only the log before that position belongs to its history.
 *
 * @param current the timeline that is written to now
 * @param switches the position at which each earlier timeline ended
 */
public record TimelineHistory(int current, Map<Integer, Lsn> switches) {

    /**
     * Reads the history with the replication command {@code TIMELINE_HISTORY}.
     *
     * @throws SQLException if the server is unreachable, or no longer has the file
     */
    static TimelineHistory read(Database database, int current) throws SQLException {
        if (current == 1) {
            // The first timeline has no file.
            return new TimelineHistory(current, Map.of());
        }
        try (Connection connection = database.connectForReplication();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + current)) {
            row.next();
            return new TimelineHistory(current, parse(new String(row.getBytes(2), StandardCharsets.UTF_8)));
        }
    }

    /** Lines of timeline, position and reason; and comments. */
    static Map<Integer, Lsn> parse(String content) {
        Map<Integer, Lsn> switches = new HashMap<>();
        for (String line : content.split("\n", -1)) {
            String[] parts = line.strip().split("\\s+", 3);
            if (parts.length >= 2 && parts[0].matches("[0-9]+")) {
                switches.put(Integer.parseInt(parts[0]), Lsn.parse(parts[1]));
            }
        }
        return switches;
    }

    /** Returns whether a position of a timeline is in the history of the current one. */
    boolean holds(int timeline, Lsn position) {
        if (timeline == current) {
            return true;
        }
        Lsn left = switches.get(timeline);
        return left != null && position.compareTo(left) <= 0;
    }
}
