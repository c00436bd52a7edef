package com.everyoneslecture.benchmarks.capture;

import com.everyoneslecture.benchmarks.servers.Servers;
import java.sql.SQLException;

/**
 * Outbox rows, written by the server itself as fast as it can.
 *
 * @param events how many; a multiple of the next
 * @param perTransaction rows in one transaction
 */
record Load(int events, int perTransaction) {

    private static final int AGGREGATES = 10_000;

    /** Returns when all are committed. */
    void write(Servers servers) throws SQLException {
        servers.execute("""
                do $$
                begin
                    perform set_config('synchronous_commit', 'off', false);
                    for lowest in 0 .. %1$d - 1 by %2$d loop
                        insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)
                        select gen_random_uuid(), 'category', mod(number, %3$d), number / %3$d + 1,
                               'LectureCategoryChanged',
                               '{"eventType":"LectureCategoryChanged","timestamp":"2022-08-08-12:12:37",'
                               || '"jobType":"UPDATE","categoryId":' || mod(number, %3$d)
                               || ',"categoryName":"benchmark ' || number || '"}',
                               extract(epoch from clock_timestamp())::bigint * 1000000
                        from generate_series(lowest, lowest + %2$d - 1) as number;
                        commit;
                    end loop;
                end
                $$
                """.formatted(events, perTransaction, AGGREGATES));
    }
}
