-- The columns that Debezium's convention does not have. The table is rewritten: its rows get versions in the order in which they stand.
create sequence if not exists ${versions};
create sequence if not exists ${appends};

alter table ${outbox}
    alter column payload drop not null,
    add column if not exists aggregateversion bigint not null default nextval(${versionsLiteral}),
    add column if not exists occurred_at bigint not null default (extract(epoch from clock_timestamp()) * 1000000)::bigint,
    add column if not exists traceparent text,
    add column if not exists tx_id xid8 not null default pg_current_xact_id(),
    add column if not exists payload_bytes bytea,
    add column if not exists tombstone boolean not null default false,
    add column if not exists record_key text,
    add column if not exists headers jsonb,
    add column if not exists content_type text,
    add column if not exists append_order bigint default nextval(${appendsLiteral});

do
$owner$
declare
    table_owner name := (select pg_get_userbyid(relowner) from pg_class where oid = ${outboxLiteral}::regclass);
begin
    -- As PostgreSQL wants it of a sequence that belongs to a column.
    execute format('alter sequence ${versionsInFormat} owner to %I', table_owner);
    execute format('alter sequence ${appendsInFormat} owner to %I', table_owner);
end
$owner$;
alter sequence ${versions} owned by ${outbox}.aggregateversion;
alter sequence ${appends} owned by ${outbox}.append_order;

create index if not exists ${occurredAtIndex} on ${outbox} using brin (occurred_at) with (autosummarize = on);
create index if not exists ${txIdIndex} on ${outbox} using brin (((tx_id::text)::bigint)) with (autosummarize = on);

grant usage on schema ${schema} to ${writer}, ${relay};
grant insert (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent,
              payload_bytes, tombstone, record_key, headers, content_type)
    on ${outbox} to ${writer};
grant usage on sequence ${versions}, ${appends} to ${writer};
do
$others$
declare
    other text;
begin
    -- The defaults of the new columns need it of every role that appends to the table already.
    for other in
        select distinct case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end
        from (select (aclexplode(relacl)).* from pg_class where oid = ${outboxLiteral}::regclass
              union all
              select (aclexplode(attacl)).* from pg_attribute where attrelid = ${outboxLiteral}::regclass) as granted
        where privilege_type = 'INSERT'
    loop
        execute format('grant usage on sequence ${versionsInFormat}, ${appendsInFormat} to %s', other);
    end loop;
end
$others$;
grant select on ${outbox} to ${relay};

