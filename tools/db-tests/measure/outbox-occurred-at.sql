-- What the index outbox_occurred_at costs those who append, and how long they wait while it is built.
--
-- In a schema of its own, which it drops at the end, with a copy of the outbox. Needs the migrated database, a superuser, a
-- server that does nothing else meanwhile, some minutes, and 3 GB of disk:
--
--   docker compose up -d category-migrations
--   docker compose exec -T category-db psql -U postgres -d category -qX <db-tests/measure/outbox-occurred-at.sql
--
-- Rounds with and without the index take turns, and so does which of the two comes first. `-v rounds=5 -v rows=5000000` are the
-- numbers if none are given.
\set ON_ERROR_STOP on
\if :{?rounds}
\else
  \set rounds 5
\endif
\if :{?rows}
\else
  \set rows 5000000
\endif
set client_min_messages = warning;
drop schema if exists measured cascade;
create schema measured;
set search_path = measured, public;

create table outbox (like public.outbox including defaults including constraints including storage,
    primary key (id, occurred_at)) partition by range (occurred_at);
create table outbox_default partition of outbox default;
create table figure (load text, pair integer, indexed boolean, rows_per_second numeric, micros_per_row numeric, wal_bytes_per_row numeric, summary_ms numeric);

-- As java-uuid-generator makes them: by time, then by chance.
create function uuid7() returns uuid language sql volatile as $$
    select encode(overlay(set_bit(set_bit(uuid_send(gen_random_uuid()), 52, 1), 53, 1)
        placing substr(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint), 3) from 1 for 6), 'hex')::uuid $$;

create function append(amount integer, occurred_micros bigint) returns void language sql as $$
    insert into measured.outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)
    select measured.uuid7(), 'category', n::text, 1, 'LectureCategoryChanged',
        '{"eventType":"LectureCategoryChanged","timestamp":"2026-11-22-12:12:37","jobType":"INSERT","categoryId":' || n
            || ',"categoryName":"최종테스트"}',
        occurred_micros + n
    from generate_series(1, amount) as n $$;

create function micros() returns bigint language sql volatile as $$
    select (extract(epoch from clock_timestamp()) * 1000000)::bigint $$;

-- Processor time of this session so far, by Linux, in hundredths of a second. Who else uses the machine does not show in it.
create function ticks() returns bigint language sql volatile as $$
    select stat[14]::bigint + stat[15]::bigint from string_to_array(pg_read_file('/proc/self/stat'), ' ') as stat $$;

create procedure one_round(load text, pair integer, transactions integer, amount integer, before integer, indexed boolean) language plpgsql as $$
declare
    began timestamptz;
    ended timestamptz;
    began_at pg_lsn;
    ended_at pg_lsn;
    began_ticks bigint;
    ended_ticks bigint;
begin
    -- Before and not after: pages of the catalogue that are written here would come whole into the log of the round.
    checkpoint;
    truncate measured.outbox;
    drop index if exists measured.occurred_at;
    if indexed then
        create index occurred_at on measured.outbox using brin (occurred_at) with (autosummarize = on);
    end if;
    commit;
    perform measured.append(before, measured.micros());
    commit;
    began_ticks := measured.ticks();
    began := clock_timestamp();
    began_at := pg_current_wal_insert_lsn();
    for n in 1..transactions loop
        perform measured.append(amount, measured.micros());
        commit;
    end loop;
    ended := clock_timestamp();
    ended_ticks := measured.ticks();
    if indexed then
        -- What autovacuum has not come to yet; else its part would be missing.
        perform brin_summarize_new_values('measured.outbox_default_occurred_at_idx');
    end if;
    ended_at := pg_current_wal_insert_lsn();
    insert into measured.figure values (load, pair, indexed, transactions * amount / extract(epoch from ended - began),
        (ended_ticks - began_ticks) * 10000.0 / (transactions * amount),
        (ended_at - began_at) / (transactions * amount), extract(epoch from clock_timestamp() - ended) * 1000);
    commit;
end $$;

create procedure alternate(rounds integer, load text, transactions integer, amount integer, before integer) language plpgsql as $$
begin
    for n in 1..rounds loop
        call measured.one_round(load, n, transactions, amount, before, n % 2 = 0);
        call measured.one_round(load, n, transactions, amount, before, n % 2 = 1);
    end loop;
end $$;

call alternate(1, 'warm-up', 5000, 1, 5000);
delete from figure;
-- 5,000 rows are there before: the first MiB of a day is another matter. An index that is made on an empty table has a summary of
-- that MiB at once, which each row that is later than the last has to widen; later ones get theirs when they are full.
call alternate(:rounds, 'one row in a transaction', 5000, 1, 5000);
call alternate(:rounds, 'a hundred rows in a transaction', 2000, 100, 5000);
-- The disk takes the most of a commit, and varies the most.
set synchronous_commit = off;
call alternate(:rounds, 'one row, not waiting for the disk', 30000, 1, 5000);
call alternate(:rounds, 'first rows of a day, likewise', 2000, 1, 0);
reset synchronous_commit;

\pset footer off
\echo
\echo 'Appending: medians, least and most of the rounds'
select load, case when indexed then 'with' else 'without' end as index,
    round(percentile_cont(0.5) within group (order by rows_per_second)::numeric) as "rows/s",
    round(min(rows_per_second)) || '…' || round(max(rows_per_second)) as range,
    round(percentile_cont(0.5) within group (order by micros_per_row)::numeric, 2) as "CPU µs/row",
    round(min(micros_per_row), 2) || '…' || round(max(micros_per_row), 2) as "CPU range",
    round(percentile_cont(0.5) within group (order by wal_bytes_per_row)::numeric, 2) as "WAL bytes/row",
    case when indexed then round(percentile_cont(0.5) within group (order by summary_ms)::numeric, 1) end as "summary, ms"
from figure group by load, indexed order by load desc, indexed;
\echo 'With the index over without, pair by pair: rows/s, and processor time of a row'
select load, round(percentile_cont(0.5) within group (order by w.rows_per_second / o.rows_per_second)::numeric, 3) as median,
    round(min(w.rows_per_second / o.rows_per_second), 3) || '…' || round(max(w.rows_per_second / o.rows_per_second), 3) as range,
    round(percentile_cont(0.5) within group (order by w.micros_per_row / o.micros_per_row)::numeric, 3) as "CPU median",
    round(min(w.micros_per_row / o.micros_per_row), 3) || '…' || round(max(w.micros_per_row / o.micros_per_row), 3) as "CPU range"
from figure w join figure o using (load, pair) where w.indexed and not o.indexed group by load order by load desc;

-- A partition for each of five days, a fifth of the rows in each.
truncate outbox;
drop index if exists occurred_at;
create procedure fill(amount integer) language plpgsql as $$
begin
    for day in 0..4 loop
        execute format('create table measured.day_%s partition of measured.outbox for values from (%s) to (%s)',
            day, day * 86400000000, (day + 1) * 86400000000);
        for part in 0..9 loop
            perform measured.append(amount / 50, day * 86400000000 + part * 1000000000::bigint);
            commit;
        end loop;
    end loop;
end $$;
call fill(:rows);
checkpoint;
\echo 'A large outbox, and the index built on it: nobody appends meanwhile'
select (select count(*) from outbox) as rows, pg_size_pretty(sum(pg_table_size(relid))) as size
from pg_partition_tree('measured.outbox') where isleaf;
\timing on
create index occurred_at on outbox using brin (occurred_at) with (autosummarize = on);
\timing off
drop index occurred_at;
\timing on
create index occurred_at on outbox using brin (occurred_at) with (autosummarize = on);
\timing off
\echo 'The same a partition at a time, and the parent last, which then only takes them in'
drop index occurred_at;
\timing on
create index concurrently day_0_occurred_at on day_0 using brin (occurred_at) with (autosummarize = on);
create index concurrently day_1_occurred_at on day_1 using brin (occurred_at) with (autosummarize = on);
create index concurrently day_2_occurred_at on day_2 using brin (occurred_at) with (autosummarize = on);
create index concurrently day_3_occurred_at on day_3 using brin (occurred_at) with (autosummarize = on);
create index concurrently day_4_occurred_at on day_4 using brin (occurred_at) with (autosummarize = on);
create index occurred_at on outbox using brin (occurred_at) with (autosummarize = on);
\timing off
drop schema measured cascade;
