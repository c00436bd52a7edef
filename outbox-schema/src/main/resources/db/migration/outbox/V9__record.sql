-- What an event can have beside text: bytes or nothing as its payload, a key, headers and a content type of its own, and the order in
-- which it was appended. Appends wait for a moment and not for the reading of the table: the constraints are validated by the next
-- migration. Where this fails, it changes nothing and can be called again.
set local lock_timeout = '5s';

-- The order in which events were appended: of two events of one version, and of events that share a key of their own.
create sequence outbox_append_order_seq;
alter sequence outbox_append_order_seq
    owner to category_owner;
grant usage on sequence outbox_append_order_seq to category_app;

alter table outbox
    alter column payload drop not null,
    -- In place of the payload, what is no text: Avro, Protobuf.
    add column payload_bytes bytea,
    -- In place of the payload: none. Said, because a null may be a mistake, and consumers delete by a tombstone.
    add column tombstone boolean not null default false,
    -- The key of the record; the aggregate id by default.
    add column record_key text,
    -- Further headers of the record: an object of strings.
    add column headers jsonb,
    -- The media type of the payload; the relay's route says it by default.
    add column content_type text,
    -- Not published. Rows from before have none: a default for them would rewrite the table.
    add column append_order bigint,
    drop constraint outbox_aggregatetype_name,
    add constraint outbox_aggregatetype_length check (octet_length(aggregatetype) between 1 and 255) not valid,
    add constraint outbox_payload_bytes_size check (octet_length(payload_bytes) <= 524288) not valid,
    add constraint outbox_payload_one
        check (num_nonnulls(payload, payload_bytes) = case when tombstone then 0 else 1 end) not valid,
    add constraint outbox_record_key_length check (octet_length(record_key) between 1 and 255) not valid,
    add constraint outbox_headers_strings
        check (jsonb_typeof(headers) = 'object' and not jsonb_path_exists(headers, 'strict $.* ? (@.type() != "string")', '{}', true)) not valid,
    -- These are the relay's.
    add constraint outbox_headers_names
        check (not jsonb_path_exists(headers, '$.keyvalue() ? (@.key like_regex "^(ce_|dlt_|content-type$|traceparent$|replayed$)" flag "i")', '{}', true)) not valid,
    add constraint outbox_headers_size check (octet_length(headers::text) <= 16384) not valid,
    add constraint outbox_content_type_media
        check (octet_length(content_type) <= 255 and content_type ~ '^[!#-.0-9A-Z^-z]+/[!#-.0-9A-Z^-z]+( *;[ -~]*)?$') not valid;

alter table outbox
    alter column append_order set default nextval('outbox_append_order_seq');
alter sequence outbox_append_order_seq
    owned by outbox.append_order;

grant insert (payload_bytes, tombstone, record_key, headers, content_type) on outbox to category_app;

alter publication outbox set table outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent,
    payload_bytes, record_key, headers, content_type);
