-- Appends go on meanwhile.
set local lock_timeout = '5s';

alter table outbox
    validate constraint outbox_aggregatetype_length,
    validate constraint outbox_payload_bytes_size,
    validate constraint outbox_payload_one,
    validate constraint outbox_record_key_length,
    validate constraint outbox_headers_strings,
    validate constraint outbox_headers_names,
    validate constraint outbox_headers_size,
    validate constraint outbox_content_type_media;
