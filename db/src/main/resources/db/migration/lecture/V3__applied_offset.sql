-- How far each partition of a topic is applied. A row changes in the transaction that changes the read model, and only from the
-- offset that the writer expects, so that two members of the group can never both apply the same records.
create table applied_offset
(
    topic        text        not null,
    partition    integer     not null,
    -- Kafka's id of the topic: a topic that was deleted and created again has the same name and another id.
    topic_id     uuid        not null,
    -- Every record before this one is applied or a dead letter.
    next_offset  bigint      not null,
    -- The partition leader's epoch, by which Kafka detects a truncated log.
    leader_epoch integer,
    applied_at   timestamptz not null default now(),
    primary key (topic, partition),
    constraint applied_offset_not_negative check (partition >= 0 and next_offset >= 0)
)
-- Room in each page for a row's next version: every batch changes a row, and no index.
    with (fillfactor = 10);

alter table applied_offset
    owner to lecture_owner;

grant select, insert, update on applied_offset to lecture_projector;
grant select on applied_offset to console;
