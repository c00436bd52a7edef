-- The versions of events that are appended without one. They rise, but two transactions of one aggregate at the same moment may
-- commit in the other order: lock the aggregate's row first, as an update of it does.
create sequence if not exists ${versions};

-- The order in which events were appended: of two events of one version, and of events that share a key of their own.
create sequence if not exists ${appends};

-- The columns follow the convention of Debezium's Outbox Event Router.
create table if not exists ${outbox}
(
    id               uuid   not null default gen_random_uuid(),
    aggregatetype    text   not null,
    aggregateid      text   not null,
    aggregateversion bigint not null default nextval(${versionsLiteral}),
    type             text   not null,
    -- text, not jsonb: the bytes stay as they were written.
    payload          text,
    -- Microseconds since 1970-01-01T00:00:00Z, of the moment of the append by default.
    occurred_at      bigint not null default (extract(epoch from clock_timestamp()) * 1000000)::bigint,
    traceparent      text,
    -- For every row, the transaction that wrote it: shows whether a snapshot covers it. Not published.
    tx_id            xid8   not null default pg_current_xact_id(),
    -- In place of the payload, for bytes that are no text: Avro, Protobuf.
    payload_bytes    bytea,
    -- True for an event without a payload, a tombstone. Explicit, because a null may be a mistake.
    tombstone        boolean not null default false,
    -- The key of the record; the aggregate id by default.
    record_key       text,
    -- Further headers of the record: an object of strings.
    headers          jsonb,
    -- The media type of the payload; by default that of the relay's route.
    content_type     text,
    -- Not published.
    append_order     bigint default nextval(${appendsLiteral}),
    primary key (id, occurred_at),
    constraint ${aggregatetype_length} check (octet_length(aggregatetype) between 1 and 255),
    constraint ${aggregateid_length} check (octet_length(aggregateid) between 1 and 255),
    constraint ${aggregateversion_positive} check (aggregateversion > 0),
    constraint ${type_length} check (octet_length(type) between 1 and 255),
    -- Half of the MiB that a broker takes by default. A larger event fails here, in the transaction of its writer.
    constraint ${payload_size} check (octet_length(payload) between 1 and 524288),
    constraint ${payload_bytes_size} check (octet_length(payload_bytes) <= 524288),
    constraint ${payload_one} check (num_nonnulls(payload, payload_bytes) = case when tombstone then 0 else 1 end),
    constraint ${record_key_length} check (octet_length(record_key) between 1 and 255),
    constraint ${headers_strings} check (jsonb_typeof(headers) = 'object' and not jsonb_path_exists(headers, 'strict $.* ? (@.type() != "string")', '{}', true)),
    -- These are the relay's.
    constraint ${headers_names} check (not jsonb_path_exists(headers, '$.keyvalue() ? (@.key like_regex "^(ce_|dlt_|content-type$|traceparent$|replayed$)" flag "i")', '{}', true)),
    constraint ${headers_size} check (octet_length(headers::text) <= 16384),
    constraint ${content_type_media} check (octet_length(content_type) <= 255 and content_type ~ '^[!#-.0-9A-Z^-z]+/[!#-.0-9A-Z^-z]+( *;[ -~]*)?$'),
    -- A record in Kafka has no time before 1970, and its time in words (RFC 3339) has years of four digits.
    constraint ${occurred_at_range} check (occurred_at between 0 and 253402300799999999),
    constraint ${traceparent_w3c} check (traceparent ~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$')
) partition by range (occurred_at);

alter sequence ${versions} owned by ${outbox}.aggregateversion;
alter sequence ${appends} owned by ${outbox}.append_order;

-- Takes the rows that no day's partition takes, so that an insert never fails for want of one.
create table if not exists ${default} partition of ${outbox} default;

-- Find rows by time, and by transaction for the check of safe points: some bytes for each MiB of rows. The second has a number,
-- because BRIN has no operator class for xid8.
create index if not exists ${occurredAtIndex} on ${outbox} using brin (occurred_at) with (autosummarize = on);
create index if not exists ${txIdIndex} on ${outbox} using brin (((tx_id::text)::bigint)) with (autosummarize = on);

-- Makes the partitions of today (UTC) and of the given number of days after it, where they are missing, and returns how
-- many it made. A day that has rows in the default partition already is left to it: PostgreSQL would refuse the partition.
--
-- Inserts continue meanwhile, except those into the default partition: a partition is created on its own and then attached,
-- which locks the default one until its rows have been read. Waits for locks are bounded, so that no other session queues
-- behind this for long; beyond the bound, this fails, changes nothing, and can be called again.
create or replace function ${ensure}(days_ahead integer) returns integer
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '2s'
as
$ensure$
declare
    day        date;
    name       text;
    day_begins bigint;
    day_ends   bigint;
    made       integer := 0;
begin
    if days_ahead is null or days_ahead not between 0 and 366 then
        raise exception 'days_ahead must be from 0 to 366, but is %', days_ahead
            using errcode = 'invalid_parameter_value';
    end if;
    -- The lock that attaching takes anyway. Taken first, it lets one caller in at a time.
    lock table ${outbox} in share update exclusive mode;
    for day in select (now() at time zone 'UTC')::date + ahead from generate_series(0, days_ahead) as ahead
        loop
            name := ${partitionPrefix} || to_char(day, 'YYYYMMDD');
            day_begins := extract(epoch from day::timestamp)::bigint * 1000000;
            day_ends := extract(epoch from (day + 1)::timestamp)::bigint * 1000000;
            if to_regclass(${schemaPrefix} || ${quotedName}) is null and not exists (
                select from ${default} where occurred_at >= day_begins and occurred_at < day_ends)
            then
                begin
                    execute format('create table ${schemaInFormat}.%I (like ${outboxInFormat} including all)', name);
                    execute format('alter table ${outboxInFormat} attach partition ${schemaInFormat}.%I for values from (%s) to (%s)',
                                   name, day_begins, day_ends);
                    made := made + 1;
                exception
                    -- A row of the day came into the default partition since we looked.
                    when check_violation then null;
                end;
            end if;
        end loop;
    return made;
end
$ensure$;

-- The partitions that retention has dropped: a relay that finds no trace of its past can tell from it that rows may be missing.
create table if not exists ${dropped}
(
    partition_name text        not null,
    dropped_at     timestamptz not null default now(),
    dropped_rows   bigint      not null,
    -- The rows that the relay knew to be published: every row that was dropped is visible in it.
    published      pg_snapshot not null
);

-- Drops one partition of a day that ended longer ago than the given age, and returns its name; null if there is none. It is
-- dropped only if every row in it is visible in the given snapshot, which stands for all that is known to be published.
-- Where no day's partition is left, rows of the default partition leave instead, some thousands at a time.
--
-- Writers never wait for this longer than the bound on its locks, except those of late rows of that old day. First the
-- partition alone is locked, against such rows, and read; then, for the moment of the drop, the whole table. Beyond a bound,
-- this fails, changes nothing, and can be called again.
create or replace function ${drop}(maximum_age interval, published pg_snapshot) returns text
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
        where inhparent = ${outboxLiteral}::regclass
          and child.relname ~ ${partitionExpression}
          and to_date(substr(child.relname, ${dayAt}), 'YYYYMMDD') < first_day
        order by child.relname
        loop
            execute format('lock table ${schemaInFormat}.%I in share row exclusive mode', partition);
            execute format('select count(*), coalesce(bool_and(pg_visible_in_snapshot(tx_id, $1)), true) from ${schemaInFormat}.%I',
                           partition)
                into row_count, all_published
                using published;
            if all_published then
                execute format('drop table ${schemaInFormat}.%I', partition);
                insert into ${dropped} (partition_name, dropped_rows, published)
                values (partition, row_count, ${dropFunction}.published);
                return partition;
            end if;
        end loop;

    delete
    from ${default}
    where ctid = any (array(select ctid
                            from ${default}
                            where occurred_at < extract(epoch from first_day::timestamp)::bigint * 1000000
                              and pg_visible_in_snapshot(tx_id, ${dropFunction}.published)
                            limit 10000));
    get diagnostics row_count = row_count;
    if row_count > 0 then
        insert into ${dropped} (partition_name, dropped_rows, published)
        values (${defaultLiteral}, row_count, ${dropFunction}.published);
        return ${defaultLiteral};
    end if;
    return null;
end
$drop$;

