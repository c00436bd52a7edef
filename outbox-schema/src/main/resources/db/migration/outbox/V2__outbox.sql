-- The columns follow the convention of Debezium's Outbox Event Router.
create table outbox
(
    id               uuid   not null,
    aggregatetype    text   not null,
    aggregateid      text   not null,
    aggregateversion bigint not null,
    type             text   not null,
    -- text, not jsonb: the bytes stay as they were written.
    payload          text   not null,
    -- Microseconds since 1970-01-01T00:00:00Z. A number, for the capture of a timestamptz costs a third more.
    occurred_at      bigint not null,
    traceparent      text,
    -- Says, for every row, whether a snapshot taken at some moment covered it. Not published.
    tx_id            xid8   not null default pg_current_xact_id(),
    primary key (id, occurred_at),
    constraint outbox_aggregatetype_name check (aggregatetype ~ '^[a-z][A-Za-z0-9]{0,99}$'),
    constraint outbox_aggregateid_length check (octet_length(aggregateid) between 1 and 255),
    constraint outbox_aggregateversion_positive check (aggregateversion > 0),
    constraint outbox_type_length check (octet_length(type) between 1 and 255),
    -- Half of the MiB that a broker takes by default. An event that nobody could publish fails here, in the transaction
    -- that wanted it, and not later, alone, in the relay.
    constraint outbox_payload_size check (octet_length(payload) between 1 and 524288),
    constraint outbox_traceparent_w3c check (traceparent ~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$')
) partition by range (occurred_at);

-- Takes what no day's partition takes, so that an insert never fails for want of one.
create table outbox_default partition of outbox default;

-- Makes the partitions of today (UTC) and of the given number of days after it, where they are missing, and returns how
-- many it made. A day that has rows in the default partition already is left to it: PostgreSQL would refuse the partition.
--
-- Inserts go on meanwhile, except those into the default partition: a partition is created on its own and then attached,
-- which locks the default one for a moment. Waits for locks are bounded, so that nobody queues behind this for long; where
-- the bound is passed, this fails, changes nothing, and can be called again.
create function outbox_ensure_partitions(days_ahead integer) returns integer
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
    lock table public.outbox in share update exclusive mode;
    for day in select (now() at time zone 'UTC')::date + ahead from generate_series(0, days_ahead) as ahead
        loop
            name := 'outbox_' || to_char(day, 'YYYYMMDD');
            day_begins := extract(epoch from day::timestamp)::bigint * 1000000;
            day_ends := extract(epoch from (day + 1)::timestamp)::bigint * 1000000;
            if to_regclass('public.' || name) is null and not exists (
                select from public.outbox_default where occurred_at >= day_begins and occurred_at < day_ends)
            then
                begin
                    execute format('create table public.%I (like public.outbox including all)', name);
                    execute format('alter table public.outbox attach partition public.%I for values from (%s) to (%s)',
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

alter table outbox
    owner to category_owner;
alter table outbox_default
    owner to category_owner;
alter function outbox_ensure_partitions(integer) owner to category_owner;
revoke all on function outbox_ensure_partitions(integer) from public;

-- Column by column: who appends cannot choose the transaction id, and cannot look at what others appended.
grant insert (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent)
    on outbox to category_app;
grant select on outbox to outbox_relay;
