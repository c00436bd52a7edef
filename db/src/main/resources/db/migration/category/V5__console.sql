-- Who looks at the system sees rows, and changes none.
grant select on outbox, lecture_category to console;

-- For the newest rows of a day, without the weight of a tree on every append: some bytes for each MiB of rows. Partitions that
-- are made later get it, too. Where the outbox is large, appends wait for the one reading of it that this takes.
create index outbox_occurred_at on outbox using brin (occurred_at) with (autosummarize = on);
