-- One table, inserts only, only the columns that the relay needs; as rows of the root, so that no partition's name reaches it.
do
$publication$
begin
    if not exists (select from pg_publication where pubname = ${publicationLiteral}) then
        create publication ${publication}
            for table ${outbox} (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent,
                       payload_bytes, record_key, headers, content_type)
            with (publish = 'insert', publish_via_partition_root = true);
    end if;
end
$publication$;
