package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.inbox.Projection;
import com.everyoneslecture.outbox.inbox.ProjectionResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies events to the read model: all events of a call with one statement.
 *
 * <p>A higher version is applied. So is the row's own version with another event id: the category database lost that
 * version's first event, as in a failover, and issued the version again. A lower version is never applied, whatever its
 * id, because it cannot be distinguished from a repeated event. So a row at a lost version 6 stays until the category
 * database issues version 6 again.
 */
public final class CategoryProjection implements Projection<CategoryEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(CategoryProjection.class);

    /**
     * {@code known} sees the rows before the change, because all parts of a statement see the same snapshot. Sorted by id,
     * so that two members with the same rows after a rebalance lock them in the same order.
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

    private final EventDecoder decoder;

    /** @param contentType the media type of the payloads */
    public CategoryProjection(String contentType) {
        this.decoder = new EventDecoder(contentType);
    }

    @Override
    public @Nullable CategoryEvent decode(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
        return decoder.decode(record);
    }

    @Override
    public ProjectionResult apply(Connection open, List<CategoryEvent> events) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(APPLY)) {
            new RunColumns(NewestPerKey.of(events)).bind(open, statement);
            try (ResultSet counted = statement.executeQuery()) {
                counted.next();
                int already = counted.getInt("already_applied");
                int reissues = counted.getInt("reissues");
                int gaps = counted.getInt("gaps");
                warnOfReissues(reissues, counted.getLong("example_of_reissue"));
                warnOfGaps(gaps, counted.getLong("example_of_gap"));
                return new ProjectionResult(events.size() - already, already, reissues, gaps);
            }
        }
    }

    /** The missing event may still arrive, from another partition; or it is lost, or a dead letter. */
    private static void warnOfGaps(int gaps, long example) {
        if (gaps > 0) {
            LOG.atWarn()
                    .addKeyValue("categories", gaps)
                    .addKeyValue("exampleCategoryId", example)
                    .log("A version is missing before the versions of this batch");
        }
    }

    private static void warnOfReissues(int reissues, long example) {
        if (reissues > 0) {
            LOG.atWarn()
                    .addKeyValue("events", reissues)
                    .addKeyValue("exampleCategoryId", example)
                    .log("Versions were issued again with other event ids; the later events are applied");
        }
    }
}
