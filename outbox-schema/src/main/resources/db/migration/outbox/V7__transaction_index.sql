-- For the check of safe points, which counts the rows of some seconds by their transaction ids: without it, it would read the
-- whole outbox each time. A number, because BRIN has no operator class for xid8; some bytes for each MiB of rows. Where the
-- outbox is large, appends wait for the one reading of it that this takes.
create index outbox_tx_id on outbox using brin (((tx_id::text)::bigint)) with (autosummarize = on);
