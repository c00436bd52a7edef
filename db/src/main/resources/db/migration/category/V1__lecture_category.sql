create table lecture_category
(
    category_id   bigint generated always as identity primary key,
    category_name varchar(255) not null,
    -- Rises by one with each change, starting at 1; the event of a change carries it as its aggregate version.
    version       bigint       not null,
    constraint lecture_category_name_present check (category_name ~ '\S'),
    constraint lecture_category_version_positive check (version > 0)
);

alter table lecture_category
    owner to category_owner;

grant select, insert, update, delete on lecture_category to category_app;
