-- So that a plain insert of aggregatetype, aggregateid, type and payload is an event. Bounded, so that no append waits for long;
-- where the bound is passed, this fails, changes nothing, and can be called again.
set local lock_timeout = '5s';

-- The versions of events that are appended without one. They rise, but two transactions of one aggregate at the same moment may
-- commit in the other order: lock the aggregate's row first, as an update of it does.
create sequence outbox_aggregateversion_seq;
alter sequence outbox_aggregateversion_seq
    owner to category_owner;
alter sequence outbox_aggregateversion_seq
    owned by outbox.aggregateversion;
grant usage on sequence outbox_aggregateversion_seq to category_app;

alter table outbox
    alter column id set default gen_random_uuid(),
    alter column aggregateversion set default nextval('outbox_aggregateversion_seq'),
    alter column occurred_at set default (extract(epoch from clock_timestamp()) * 1000000)::bigint;
