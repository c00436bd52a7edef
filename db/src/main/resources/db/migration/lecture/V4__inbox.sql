-- The tables of outbox-inbox that a projection needs (the script of InboxTables), in place of this service's own.

-- The offset up to which each partition is applied. It moves in the transaction of the events.
create table inbox_offset
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

-- The rebuilds of a group: each time that its tables are emptied and its topics read again.
create table inbox_rebuild
(
    consumer_group text        not null,
    generation     bigint      not null,
    requested_at   timestamptz not null default now(),
    primary key (consumer_group, generation)
);

-- The progress of a rebuild. A partition that is not marked here as rewound for the newest generation (0 without any) is read from its
-- beginning before anything of it is applied. So a new database fills itself.
create table inbox_rebuild_partition
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

-- The tables before had no group. A service with another group than the default reads its topic once more from the beginning, which
-- changes nothing.
insert into inbox_offset
select 'CGR-lecture-categoryChanged', topic, partition, topic_id, next_offset, leader_epoch, applied_at
from applied_offset;

-- The first generation was that of the new database; it has no row any more.
insert into inbox_rebuild
select 'CGR-lecture-categoryChanged', generation - first, requested_at
from rebuild,
     (select min(generation) as first from rebuild) as new_database
where generation > first;

insert into inbox_rebuild_partition
select 'CGR-lecture-categoryChanged', generation - first, topic, partition, first_offset, target_offset, rewound_at
from rebuild_partition,
     (select min(generation) as first from rebuild) as new_database,
     (select distinct topic from applied_offset) as topics;

drop table rebuild_partition;
drop table rebuild;
drop table applied_offset;

alter table inbox_offset
    owner to lecture_owner;
alter table inbox_rebuild
    owner to lecture_owner;
alter table inbox_rebuild_partition
    owner to lecture_owner;

grant select, insert, update on inbox_offset to lecture_projector;
grant select, insert on inbox_rebuild to lecture_projector;
grant select, insert, update on inbox_rebuild_partition to lecture_projector;
grant select on inbox_offset, inbox_rebuild, inbox_rebuild_partition to console;
