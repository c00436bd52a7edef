-- What the lecture service knows of each category: the outcome of the newest event that it has seen.
create table read_category
(
    category_id       bigint      not null primary key,
    category_name     text        not null,
    -- An event is applied only where it is higher than this, so that a repeated or late one changes nothing.
    aggregate_version bigint      not null,
    -- A deleted category keeps its row, or a late event of it would bring it back.
    deleted           boolean     not null default false,
    event_id          uuid        not null,
    occurred_at       timestamptz not null,
    applied_at        timestamptz not null default now(),
    constraint read_category_version_positive check (aggregate_version > 0),
    constraint read_category_name_bounded check (char_length(category_name) <= 255)
)
-- Room in each page for a row's next version, so that a change need not touch the index.
    with (fillfactor = 70);

-- Each time that the read model is built from the beginning of the topic; the newest generation counts.
create table rebuild
(
    generation   bigint      not null generated always as identity primary key,
    requested_at timestamptz not null default now()
);

-- How far a rebuild has to read each partition. One that is not marked here as rewound for the newest generation is read
-- from its beginning before anything of it is applied, whatever offset the group has committed. A database that is new
-- has no marks, so it fills itself, also where the group has read the whole topic for the database before it.
create table rebuild_partition
(
    generation    bigint  not null references rebuild,
    partition     integer not null,
    first_offset  bigint  not null,
    target_offset bigint  not null,
    rewound_at    timestamptz,
    primary key (generation, partition)
);

-- The first generation: the read model as it is built when the database is new.
insert into rebuild default values;

alter table read_category
    owner to lecture_owner;
alter table rebuild
    owner to lecture_owner;
alter table rebuild_partition
    owner to lecture_owner;

grant select, insert, update, delete, truncate on read_category to lecture_projector;
grant select, insert on rebuild to lecture_projector;
grant select, insert, update on rebuild_partition to lecture_projector;
