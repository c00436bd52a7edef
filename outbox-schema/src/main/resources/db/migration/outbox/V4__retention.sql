-- What retention has dropped: a relay that finds no trace of its past can tell from it that rows may be missing.
create table outbox_dropped_partition
(
    partition_name text        not null,
    dropped_at     timestamptz not null default now(),
    dropped_rows   bigint      not null,
    -- What the relay knew to be published: every row that was dropped is visible in it.
    published      pg_snapshot not null
);

-- Drops one partition of a day that ended longer ago than the given age, and returns its name; null if there is none. It is
-- dropped only if every row in it is visible in the given snapshot, which stands for all that is known to be published.
-- Where no day's partition is left, rows of the default partition leave instead, some thousands at a time.
--
-- Writers never wait for this longer than the bound on its locks. First the partition alone is locked, against late rows of
-- that old day, and read; then, for the moment of the drop, the whole table. Where a bound is passed, this fails, changes
-- nothing, and can be called again.
create function outbox_drop_partition(maximum_age interval, published pg_snapshot) returns text
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '100ms'
as
$drop$
declare
    -- The first day that stays.
    first_day     date := ((now() - maximum_age) at time zone 'UTC')::date;
    partition     text;
    row_count     bigint;
    all_published boolean;
begin
    if published is null or maximum_age is null or maximum_age < interval '1 day' then
        raise exception 'maximum_age must be a day or more, and published a snapshot'
            using errcode = 'invalid_parameter_value';
    end if;
    -- Each statement has to see what committed before it.
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'call this in a read committed transaction'
            using errcode = 'invalid_transaction_state';
    end if;

    for partition in
        select child.relname
        from pg_inherits
                 join pg_class as child on child.oid = inhrelid
        where inhparent = 'public.outbox'::regclass
          and child.relname ~ '^outbox_[0-9]{8}$'
          and to_date(substr(child.relname, 8), 'YYYYMMDD') < first_day
        order by child.relname
        loop
            execute format('lock table public.%I in share row exclusive mode', partition);
            execute format('select count(*), coalesce(bool_and(pg_visible_in_snapshot(tx_id, $1)), true) from public.%I',
                           partition)
                into row_count, all_published
                using published;
            if all_published then
                execute format('drop table public.%I', partition);
                insert into public.outbox_dropped_partition (partition_name, dropped_rows, published)
                values (partition, row_count, outbox_drop_partition.published);
                return partition;
            end if;
        end loop;

    delete
    from public.outbox_default
    where ctid = any (array(select ctid
                            from public.outbox_default
                            where occurred_at < extract(epoch from first_day::timestamp)::bigint * 1000000
                              and pg_visible_in_snapshot(tx_id, outbox_drop_partition.published)
                            limit 10000));
    get diagnostics row_count = row_count;
    if row_count > 0 then
        insert into public.outbox_dropped_partition (partition_name, dropped_rows, published)
        values ('outbox_default', row_count, outbox_drop_partition.published);
        return 'outbox_default';
    end if;
    return null;
end
$drop$;

alter table outbox_dropped_partition
    owner to category_owner;
alter function outbox_drop_partition(interval, pg_snapshot) owner to category_owner;
revoke all on function outbox_drop_partition(interval, pg_snapshot) from public;

grant select on outbox_dropped_partition to outbox_relay;
grant execute on function outbox_ensure_partitions(integer) to outbox_relay;
grant execute on function outbox_drop_partition(interval, pg_snapshot) to outbox_relay;
