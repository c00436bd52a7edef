
-- The functions that create and drop partitions run with the rights of the owner.
grant usage, create on schema ${schema} to ${owner};
alter table ${outbox} owner to ${owner};
alter table ${default} owner to ${owner};
alter table ${dropped} owner to ${owner};
alter function ${ensure}(integer) owner to ${owner};
alter function ${drop}(interval, pg_snapshot) owner to ${owner};
