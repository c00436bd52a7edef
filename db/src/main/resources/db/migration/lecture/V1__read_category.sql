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
    constraint read_category_version_positive check (aggregate_version > 0)
);

grant select, insert, update, delete, truncate on read_category to lecture_projector;
