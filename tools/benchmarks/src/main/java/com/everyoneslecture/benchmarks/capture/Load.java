package com.everyoneslecture.benchmarks.capture;

import com.everyoneslecture.benchmarks.servers.Servers;
import java.sql.SQLException;

/**
 * Outbox rows that the server itself writes at its full speed. Each payload contains the row's number, from 0 on, which identifies it in
 * whatever form a contender publishes it. The rest is random hexadecimal digits, which compress by half at most. Rows of one aggregate have
 * rising numbers.
 *
 * @param events the number of events; a multiple of the next
 * @param perTransaction the number of rows in one transaction
 * @param payloadBytes the size of each payload in bytes
 */
record Load(int events, int perTransaction, int payloadBytes) {

    static final int LEAST_PAYLOAD_BYTES = 150;
    static final int AGGREGATES = 10_000;

    /** The text before the number. */
    static final String MARK = "benchmark ";

    private static final long MOST_BYTES = 2L << 30;

    /** Returns a load of this number of events, but at most 2 GiB of payload. */
    static Load of(int events, int perTransaction, int payloadBytes) {
        int most = (int) Math.min(events, MOST_BYTES / payloadBytes);
        return new Load(Math.max(1, most / perTransaction) * perTransaction, perTransaction, payloadBytes);
    }

    String text() {
        return "%s event%s per transaction, %s"
                .formatted(perTransaction, perTransaction == 1 ? "" : "s", payloadText(payloadBytes));
    }

    /** Returns a label that is short enough for a plot. */
    String label() {
        return perTransaction + " · " + payloadText(payloadBytes);
    }

    static String payloadText(int bytes) {
        return bytes % 1024 == 0 ? bytes / 1024 + " KiB" : bytes + " B";
    }

    /** Writes the rows. Returns when all are committed and the server has no maintenance left for them. */
    void write(Servers servers) throws SQLException {
        servers.execute("""
                do $$
                declare
                    fillings text[];
                begin
                    perform set_config('synchronous_commit', 'off', false);
                    select array_agg(filling) into fillings
                    from (select string_agg(md5(random()::text), '') as filling
                          from generate_series(1, 64) as one, generate_series(0, %4$s / 32) as part group by one);
                    for lowest in 0 .. %1$s - 1 by %2$s loop
                        insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)
                        select gen_random_uuid(), 'category', mod(number, %3$s), number / %3$s + 1,
                               'LectureCategoryChanged',
                               start || left(fillings[1 + mod(number, 64)], greatest(0, %4$s - 2 - length(start))) || '"}',
                               extract(epoch from clock_timestamp())::bigint * 1000000
                        from (select number,
                                     '{"eventType":"LectureCategoryChanged","timestamp":"2022-08-08-12:12:37",'
                                     || '"jobType":"UPDATE","categoryId":' || mod(number, %3$s)
                                     || ',"categoryName":"%5$s' || number || ' ' as start
                              from generate_series(lowest, lowest + %2$s - 1) as number) as numbers;
                        commit;
                    end loop;
                end
                $$
                """.formatted(events, perTransaction, AGGREGATES, payloadBytes, MARK));
        // The server would otherwise do this later, in the middle of a drain.
        servers.execute("vacuum (freeze, analyze) outbox");
        servers.execute("checkpoint");
    }
}
