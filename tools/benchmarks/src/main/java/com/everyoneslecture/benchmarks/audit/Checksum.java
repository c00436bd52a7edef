package com.everyoneslecture.benchmarks.audit;

/** A checksum of an event's id, as SQL of 64 bits. */
enum Checksum {
    NONE("count only", "0"),
    LOW_BITS("low 64 bits, uuid_send", "('x' || encode(substr(uuid_send(id), 9, 8), 'hex'))::bit(64)::bigint"),
    LOW_BITS_OF_TEXT("low 64 bits, text", "('x' || right(replace(id::text, '-', ''), 16))::bit(64)::bigint"),
    HASH("uuid_hash_extended", "uuid_hash_extended(id, 0)"),
    HASH_OF_TEXT("hashtextextended", "hashtextextended(id::text, 0)"),
    MD5("md5", "('x' || left(md5(id::text), 16))::bit(64)::bigint");

    private final String text;
    private final String sql;

    Checksum(String text, String sql) {
        this.text = text;
        this.sql = sql;
    }

    String text() {
        return text;
    }

    /**
     * Returns the query. Its parameters are the earlier snapshot and the later one, twice each. They are in subqueries, because a generic
     * plan would otherwise parse the snapshots once for each row.
     */
    String query() {
        return """
                select count(*), coalesce(sum(%s), 0)
                from outbox
                where (tx_id::text)::bigint >= (select pg_snapshot_xmin(?::pg_snapshot)::text::bigint)
                  and (tx_id::text)::bigint < (select pg_snapshot_xmax(?::pg_snapshot)::text::bigint)
                  and not pg_visible_in_snapshot(tx_id, (select ?::pg_snapshot))
                  and pg_visible_in_snapshot(tx_id, (select ?::pg_snapshot))
                """.formatted(sql);
    }
}
