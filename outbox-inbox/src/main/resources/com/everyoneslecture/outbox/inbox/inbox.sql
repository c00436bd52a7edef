-- The tables of an inbox, in the consumer's own database (PostgreSQL). Running this again changes nothing.
-- The service's role needs select, insert, update and delete on all seven, and usage on their schema.

-- The offset up to which each partition is applied. It moves in the transaction of the events.
create table if not exists ${inbox_offset}
(
    consumer_group text        not null,
    topic          text        not null,
    partition      integer     not null,
    -- Kafka's id of the topic: a topic that is deleted and created again has another one.
    topic_id       uuid        not null,
    next_offset    bigint      not null,
    leader_epoch   integer,
    moved_at       timestamptz not null default now(),
    primary key (consumer_group, topic, partition)
)
-- Room in each page for a row's next version: every batch changes a row, and no index.
    with (fillfactor = 10);

-- The guard VERSION: the highest version that was applied of each aggregate. One change may have several events of one version.
create table if not exists ${inbox_version}
(
    consumer_group text   not null,
    topic          text   not null,
    -- The service that the events come from: aggregates of two kinds in one topic may have one id.
    source         text   not null,
    aggregate_id   text   not null,
    version        bigint not null,
    -- The events of this version that were applied.
    event_ids      text[] not null,
    primary key (consumer_group, topic, source, aggregate_id)
);

-- The guard EVENT_ID: the events that were applied, for the time that they are kept.
create table if not exists ${inbox_event_id}
(
    consumer_group text        not null,
    topic          text        not null,
    event_id       text        not null,
    seen_at        timestamptz not null default now(),
    primary key (consumer_group, topic, event_id)
);

create index if not exists inbox_event_id_seen_at on ${inbox_event_id} (consumer_group, seen_at);

-- A key whose first waiting event could not be applied. The lock on its row decides who may apply events of the key.
create table if not exists ${inbox_parked_key}
(
    consumer_group text        not null,
    topic          text        not null,
    key            bytea       not null,
    reason         text        not null,
    parked_at      timestamptz not null default now(),
    primary key (consumer_group, topic, key)
);

-- The waiting events of a key, in the order of their ids. Headers are packed: for each one its name's length in bytes, the name,
-- its value's length (-1 for null) and the value; lengths have four bytes, the highest first.
create table if not exists ${inbox_parked_event}
(
    id                 bigint generated always as identity primary key,
    consumer_group     text    not null,
    topic              text    not null,
    key                bytea   not null,
    partition          integer not null,
    record_offset      bigint  not null,
    record_time_millis bigint  not null,
    value              bytea,
    headers            bytea   not null,
    foreign key (consumer_group, topic, key) references ${inbox_parked_key}
);

create index if not exists inbox_parked_event_key on ${inbox_parked_event} (consumer_group, topic, key, id);

-- The rebuilds of a group: each time that its tables are emptied and its topics read again.
create table if not exists ${inbox_rebuild}
(
    consumer_group text        not null,
    generation     bigint      not null,
    requested_at   timestamptz not null default now(),
    primary key (consumer_group, generation)
);

-- The progress of a rebuild. A partition that is not marked here as rewound for the newest generation (0 without any) is read from its
-- beginning before anything of it is applied. So a new database fills itself.
create table if not exists ${inbox_rebuild_partition}
(
    consumer_group text    not null,
    generation     bigint  not null,
    topic          text    not null,
    partition      integer not null,
    first_offset   bigint  not null,
    target_offset  bigint  not null,
    rewound_at     timestamptz,
    primary key (consumer_group, generation, topic, partition)
);
