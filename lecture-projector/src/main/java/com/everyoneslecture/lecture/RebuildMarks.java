package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.inbox.OffsetMove;
import com.everyoneslecture.outbox.inbox.OffsetMoves;
import com.everyoneslecture.outbox.inbox.ReplayMarks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * The marks stand in {@code rebuild_partition}: a partition that is not marked as rewound for the newest generation has to be
 * read from its beginning. A new database has none, so it is filled from the beginning whatever the group has committed.
 */
public final class RebuildMarks implements ReplayMarks {

    private static final String DUE = """
            select partition
            from unnest(?::int[]) as assigned (partition)
            where not exists (select
                              from rebuild_partition as marked
                              where marked.partition = assigned.partition
                                and marked.generation = (select max(generation) from rebuild)
                                and marked.rewound_at is not null)
            """;

    /** Whatever the newest generation is by now: nothing has been applied since the partition was rewound. */
    private static final String REWOUND = """
            insert into rebuild_partition as marked (generation, partition, first_offset, target_offset, rewound_at)
            select max(generation), ?, ?, ?, now()
            from rebuild
            on conflict (generation, partition) do update set first_offset = excluded.first_offset, rewound_at = now()
            """;

    private final ProjectionConnection connection;
    private final OffsetTable offsets;

    public RebuildMarks(ProjectionConnection connection, OffsetTable offsets) {
        this.connection = connection;
        this.offsets = offsets;
    }

    @Override
    public Set<Integer> due(Set<Integer> partitions) throws SQLException {
        return connection.inTransaction(open -> due(open, partitions));
    }

    @Override
    public boolean rewound(OffsetMoves beginnings) throws SQLException {
        try {
            return connection.inTransaction(open -> {
                offsets.move(open, beginnings);
                mark(open, beginnings);
                return true;
            });
        } catch (NotAppliedException e) {
            return false;
        }
    }

    private static void mark(Connection open, OffsetMoves beginnings) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(REWOUND)) {
            for (OffsetMove beginning : beginnings.moves()) {
                statement.setInt(1, beginning.partition());
                statement.setLong(2, beginning.to().next());
                statement.setLong(3, beginning.to().next());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** As {@link #due(Set)}, in a transaction that is under way. */
    Set<Integer> due(Connection open, Set<Integer> partitions) throws SQLException {
        int[] asked = partitions.stream().mapToInt(Integer::intValue).toArray();
        try (PreparedStatement statement = open.prepareStatement(DUE)) {
            statement.setArray(1, open.unwrap(PGConnection.class).createArrayOf("int4", asked));
            Set<Integer> due = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    due.add(rows.getInt("partition"));
                }
            }
            return due;
        }
    }
}
