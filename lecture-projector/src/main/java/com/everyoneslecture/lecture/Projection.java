package com.everyoneslecture.lecture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Applies events to the read model, any number of them with one statement. The loop's thread alone calls it.
 *
 * <p>A higher version counts. So does the row's own version with another event id: the category database lost that version's
 * first event, as in a failover, and issued the version again. A lower version never counts, whatever its id: it cannot be told
 * from a repeated event. So a row at version 6 of the lost past stays until the category database issues version 6 again.
 */
final class Projection {

    /**
     * {@code known} sees the rows as they were before: all parts of a statement see the same snapshot. Sorted by id, so that
     * two members that touch the same rows after a rebalance lock them in the same order.
     */
    private static final String APPLY = """
            with event as (
                select *
                from unnest(?::bigint[], ?::text[], ?::boolean[], ?::bigint[], ?::uuid[], ?::bigint[], ?::bigint[],
                            ?::bigint[], ?::bigint[])
                    as event (category_id, category_name, deleted, aggregate_version, event_id, occurred_at_micros,
                              run_start, events, reissues)
            ), known as (
                select event.*, coalesce(row.aggregate_version, 0) as known_version,
                       row.aggregate_version = event.aggregate_version and row.event_id <> event.event_id as reissued
                from event left join read_category as row using (category_id)
            ), applied as (
                insert into read_category
                    (category_id, category_name, deleted, aggregate_version, event_id, occurred_at)
                select category_id, category_name, deleted, aggregate_version, event_id,
                       timestamptz 'epoch' + occurred_at_micros * interval '1 microsecond'
                from event
                order by category_id
                on conflict (category_id) do update
                    set category_name     = excluded.category_name,
                        deleted           = excluded.deleted,
                        aggregate_version = excluded.aggregate_version,
                        event_id          = excluded.event_id,
                        occurred_at       = excluded.occurred_at,
                        applied_at        = excluded.applied_at
                    where excluded.aggregate_version > read_category.aggregate_version
                       or (excluded.aggregate_version = read_category.aggregate_version
                           and excluded.event_id <> read_category.event_id)
            ), counted as (
                select *,
                       case
                           when known_version < aggregate_version then reissues
                           when reissued then greatest(reissues, 1)
                           else 0
                       end as counted_reissues
                from known
            )
            select coalesce(sum(case
                                    when reissued then events - 1
                                    when known_version >= aggregate_version then events
                                    else greatest(known_version - run_start + 1, 0)
                                end), 0)                                      as already_applied,
                   coalesce(sum(counted_reissues), 0)                         as reissues,
                   coalesce(min(category_id) filter (where counted_reissues > 0), 0) as example_of_reissue,
                   count(*) filter (where run_start > known_version + 1)      as gaps,
                   coalesce(min(category_id) filter (where run_start > known_version + 1), 0) as example_of_gap
            from counted
            """;

    /** Applies events in a transaction that is under way, and counts them. */
    Projected apply(Connection open, List<CategoryEvent> events) throws SQLException {
        return events.isEmpty() ? Projected.NOTHING : apply(open, NewestPerKey.of(events), events.size());
    }

    private static Projected apply(Connection open, Collection<KeyRun> runs, int events) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(APPLY)) {
            new RunColumns(runs).bind(open, statement);
            try (ResultSet counted = statement.executeQuery()) {
                counted.next();
                int already = counted.getInt("already_applied");
                return new Projected(
                        events - already,
                        already,
                        counted.getInt("reissues"),
                        counted.getLong("example_of_reissue"),
                        counted.getInt("gaps"),
                        counted.getLong("example_of_gap"));
            }
        }
    }
}
